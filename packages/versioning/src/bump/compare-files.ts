import { MANIFEST_FILE, type Manifest } from '@national-forge/manifest';

import type { Change } from './change.ts';
import type { VersionContent } from './content.ts';

/**
 * Compares the files of two versions, where they are known. What a program does is seen as far as the vectors go, and no further:
 * a change of it is told, and demands nothing by itself.
 */
export function compareFiles(old: VersionContent, newer: VersionContent): readonly Change[] {
  if (old.files === undefined || newer.files === undefined) return [];
  const [before, after] = [digestsOf(old), digestsOf(newer)];
  const differing = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => path !== MANIFEST_FILE && before.get(path) !== after.get(path))
    .sort();
  const parts = new Set([...programOf(old.manifest), ...programOf(newer.manifest)]);
  return [
    ...told(
      'program-changed',
      differing.filter((path) => parts.has(path)),
    ),
    ...told(
      'files-changed',
      differing.filter((path) => !parts.has(path)),
    ),
  ];
}

const digestsOf = ({ files = [] }: VersionContent) => new Map(files.map(({ path, digest }) => [path, digest]));

const programOf = ({ runtime }: Manifest): readonly string[] => [runtime.entry ?? '', ...(runtime.data ?? [])];

const told = (rule: 'program-changed' | 'files-changed', paths: readonly string[]): readonly Change[] =>
  paths[0] === undefined ? [] : [{ rule, level: 'patch', params: { count: paths.length, first: paths[0] } }];
