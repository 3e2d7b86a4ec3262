import { expect, it } from 'vitest';

import { fileDifferences } from './file-differences.ts';

const file = (path: string, sha256: string, size = 1) => ({ path, size, sha256 });

it('lists what was added, removed and changed, by path, and nothing that is the same', () => {
  const old = [file('b.js', 'b1', 5), file('gone.json', 'c'), file('same', 'd')];
  const newer = [file('same', 'd'), file('b.js', 'b2', 7), file('a.json', 'e')];

  expect(fileDifferences(old, newer)).toEqual([
    { path: 'a.json', change: 'added', new: { size: 1, sha256: 'e' } },
    { path: 'b.js', change: 'changed', old: { size: 5, sha256: 'b1' }, new: { size: 7, sha256: 'b2' } },
    { path: 'gone.json', change: 'removed', old: { size: 1, sha256: 'c' } },
  ]);
});
