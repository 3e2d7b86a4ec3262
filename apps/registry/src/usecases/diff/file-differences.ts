import type { ReleaseRecord, VersionDiff } from '@national-forge/api';

type Files = ReleaseRecord['files'];

/** Lists the files that were added, removed or changed between two releases, by path. */
export function fileDifferences(old: Files, newer: Files): VersionDiff['files'] {
  const [before, after] = [byPath(old), byPath(newer)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was?.sha256 === is?.sha256) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [{ path, change, ...(was && { old: stateOf(was) }), ...(is && { new: stateOf(is) }) } as const];
  });
}

const byPath = (files: Files) => new Map(files.map((file) => [file.path, file]));

const stateOf = ({ size, sha256 }: Files[number]) => ({ size, sha256 });
