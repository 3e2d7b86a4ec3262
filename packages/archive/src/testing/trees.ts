import fc from 'fast-check';

import { ArchiveError } from '../archive-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { alwaysLeftOut } from '../left-out.ts';
import { createNameSet } from '../name-set.ts';
import { assertPath } from '../path-rules.ts';

const segment = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...'a b c X Y Z 0 1 9 - _ . +'.split(' '), ' ', 'é', 'ß', 'قانون', 'ⵜ', '税', '👩\u200d💻'),
    minLength: 1,
    maxLength: 12,
  }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => text.normalize('NFC')),
  fc.constantFrom('a', 'A', 'data', 'long'.repeat(25), 'طويل'.repeat(14)),
);
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/'));
const content = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 2000 }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(0, 511, 512, 513, 131_072, 131_073, 300_000)
      .map((size) => Buffer.alloc(size, 'content')),
  },
);

/** Makes any folder that can be packed: path to content, at least one file. */
export const trees = fc
  .dictionary(path, content, { minKeys: 1, maxKeys: 12, noNullPrototype: true })
  .map((tree) => Object.fromEntries(Object.entries(tree).filter(admitted())))
  .filter((tree) => Object.keys(tree).length > 0);

function admitted(): (entry: readonly [string, unknown]) => boolean {
  const names = createNameSet(1000);
  return ([name]) => {
    const segments = name.split('/');
    if (segments.some((part, at) => alwaysLeftOut(part, at < segments.length - 1) !== undefined)) return false;
    try {
      assertPath(name, DEFAULT_LIMITS);
      names.add(name, 'file');
      return true;
    } catch (error) {
      if (error instanceof ArchiveError) return false;
      throw error;
    }
  };
}
