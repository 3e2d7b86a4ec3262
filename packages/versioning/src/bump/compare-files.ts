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
  const isPart = (path: string): boolean => isProgram(old.manifest, path) || isProgram(newer.manifest, path);
  return [
    ...told(
      'program-changed',
      differing.filter((path) => isPart(path)),
    ),
    ...told(
      'files-changed',
      differing.filter((path) => !isPart(path)),
    ),
  ];
}

const digestsOf = ({ files = [] }: VersionContent) => new Map(files.map(({ path, digest }) => [path, digest]));

/** A Python program is all modules of its folder; its entry names a function, too. */
const isProgram = ({ runtime: { engine, entry = '', data = [] } }: Manifest, path: string): boolean =>
  path === entry.replace(/:.*$/s, '') || data.includes(path) || (engine === 'python' && path.endsWith('.py'));

const told = (rule: 'program-changed' | 'files-changed', paths: readonly string[]): readonly Change[] =>
  paths[0] === undefined ? [] : [{ rule, level: 'patch', params: { count: paths.length, first: paths[0] } }];
