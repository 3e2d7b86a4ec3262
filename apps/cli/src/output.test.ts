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
      'a\ufffd]0;title\ufffdb\ufffd2J\ufffdc\ufffdd\ne\tf',
    );
  });

  it.each(['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2028', '\u2029', '\u001b', '\r'])(
    'replaces %j wherever it stands, paired or not',
    (mark) => {
      expect(printable(`${mark}title${mark}`)).toBe('\ufffdtitle\ufffd');
      expect(printable(`${mark}title\u2069`)).toBe('\ufffdtitle\ufffd');
    },
  );

  it('keeps the isolates of our own Arabic texts, and none that reaches beyond its text or its line', () => {
    expect(printable('«\u2068a\u2069» «\u2068b\u2068c\u2069\u2069»')).toBe(
      '«\u2068a\u2069» «\u2068b\u2068c\u2069\u2069»',
    );
    expect(printable('\u2069a\u2068b')).toBe('\ufffda\ufffdb');
    expect(printable('\u2068a\nb\u2069')).toBe('\ufffda\nb\ufffd');
  });

  it('leaves no foreign text an open isolate, whatever it holds', () => {
    const marks = ['\u2066', '\u2068', '\u2069', '\n', '\u202e', 'م'];
    let texts = [''];
    for (let length = 1; length <= 5; length++) {
      texts = texts.flatMap((text) => marks.map((mark) => text + mark));
      for (const safe of texts.map(printable)) {
        expect(safe).not.toMatch(/[\u2066\u2067\u202a-\u202e]/);
        // What is left when pairs are taken out from the inside is no isolate any more.
        const rest = safe.replace(/[^\u2068\u2069\n]/g, '').replace(/(\u2068\u2069)+/g, '');
        expect(rest.replace(/(\u2068\u2069)+/g, '')).toMatch(/^\n*$/);
      }
    }
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

  it('lets no cell reorder or repaint what stands beside it', () => {
    const { io, lines } = capture();

    printRows(io, [['\u2067title\u001b[31m', '\u202e1.0.0\u2068']]);

    expect(lines).toEqual(['\ufffdtitle\ufffd[31m  \ufffd1.0.0\ufffd\n']);
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
