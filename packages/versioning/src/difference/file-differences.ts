/** Is what is said of a file of a release. */
export interface FileFacts {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Is a file that differs between two releases. */
export interface FileDifference {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly old?: Omit<FileFacts, 'path'>;
  readonly new?: Omit<FileFacts, 'path'>;
}

/** Lists the files that differ between two releases, by path. */
export function fileDifferences(old: readonly FileFacts[], newer: readonly FileFacts[]): readonly FileDifference[] {
  const before = new Map(old.map((file) => [file.path, file]));
  const after = new Map(newer.map((file) => [file.path, file]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths.flatMap((path) => differenceOf(path, before.get(path), after.get(path)));
}

function differenceOf(path: string, old?: FileFacts, newer?: FileFacts): readonly FileDifference[] {
  if (old === undefined) return newer === undefined ? [] : [{ path, change: 'added', new: factsOf(newer) }];
  if (newer === undefined) return [{ path, change: 'removed', old: factsOf(old) }];
  return old.sha256 === newer.sha256 ? [] : [{ path, change: 'changed', old: factsOf(old), new: factsOf(newer) }];
}

const factsOf = ({ size, sha256 }: FileFacts): Omit<FileFacts, 'path'> => ({ size, sha256 });
