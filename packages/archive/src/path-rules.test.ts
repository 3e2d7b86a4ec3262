import fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';

import { ArchiveError } from './archive-error.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { assertPath } from './path-rules.ts';
import { scaled } from './testing/scratch.ts';

const accepted = (path: string): boolean => {
  try {
    assertPath(path, DEFAULT_LIMITS);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(ArchiveError);
    return false;
  }
};

describe('A path', () => {
  it.each([
    'algorithm.yaml',
    'src/index.js',
    'a/.hidden',
    '.gitignore',
    'git/config',
    '..a',
    'a..b/c...d',
    'with space/and (brackets) [1] {2}, a=b+c@d#e$f%g&h;i',
    'قانون/ضريبة الدخل ٢٠٢٥.json',
    'می\u200cخواهم.txt',
    'ⵜⴰⵎⴰⵣⵉⵖⵜ.json',
    'été/œuvre.md',
    '税/データ.json',
    '👩\u200d💻.md',
    'console.log',
    'company/com10/lpt.txt',
    'nullable/auxiliary',
    'file~backup',
    'git~',
    `${'a/'.repeat(19)}a`,
    'b'.repeat(120),
    `${'c'.repeat(119)}/${'d'.repeat(120)}`,
  ])('%s is stored everywhere', (path) => {
    expect(accepted(path)).toBe(true);
  });

  it('that passes stays inside its folder on every platform, whatever the text', () => {
    const nasty = fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ':', 'C', '~', '\0', ' ', 'é', '?') });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (path) => {
        fc.pre(accepted(path));

        expect(posix.resolve('/r', path)).toBe(`/r/${path}`);
        expect(win32.resolve('C:\\r', path)).toBe(`C:\\r\\${path.replaceAll('/', '\\')}`);
      }),
      { numRuns: scaled(500, 20_000) },
    );
  });

  it('is judged without a hang when it is a megabyte long', () => {
    for (const path of ['a/'.repeat(500_000), '../'.repeat(300_000), '\u0301'.repeat(500_000), '.'.repeat(1_000_000)]) {
      expect(accepted(path)).toBe(false);
    }
  });

  it('is clipped in the error, so that a report stays readable', () => {
    const error = (() => {
      try {
        assertPath('\u{1f600}'.repeat(5000), DEFAULT_LIMITS);
      } catch (caught) {
        return caught as ArchiveError;
      }
      return undefined;
    })();

    expect(error?.path?.length).toBeLessThan(310);
    expect(error?.path?.isWellFormed()).toBe(true);
  });
});
