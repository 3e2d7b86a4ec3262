import { describe, expect, it } from 'vitest';

import type { Io } from './io.ts';
import { localText, printable, printRows } from './output.ts';

function capture(locale: Io['locale'] = 'en') {
  const lines: string[] = [];
  const io = { out: (text: string) => void lines.push(text), locale } as unknown as Io;
  return { io, lines };
}

describe('printable', () => {
  it('lets neither escape codes nor marks that turn the line reach the terminal', () => {
    expect(printable('a\u001b]0;title\u0007b\u009b2J\u202ec\u2066d\ne\tf')).toBe(
      'a\ufffd]0;title\ufffdb\ufffd2J\ufffdc\u2066d\ne\tf',
    );
  });
});

describe('printRows', () => {
  it('aligns by what a reader sees as characters, whatever the script', () => {
    const { io, lines } = capture();

    printRows(io, [
      ['e\u0301te\u0301', 'x'],
      ['مُدُن', 'y'],
      ['longer', 'z  '],
    ]);

    expect(lines).toEqual(['e\u0301te\u0301     x\n', 'مُدُن     y\n', 'longer  z\n']);
  });

  it('keeps each row on one line', () => {
    const { io, lines } = capture();

    printRows(io, [['a\nb', 'c\td']]);

    expect(lines).toEqual(['a b  c d\n']);
  });
});

describe('localText', () => {
  it('takes the language of the person, else the nearest', () => {
    expect(localText(capture('ar').io, { fr: 'eau', ar: 'ماء' })).toBe('ماء');
    expect(localText(capture('ar').io, { fr: 'eau', ar: undefined })).toBe('eau');
  });
});
