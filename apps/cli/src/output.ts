import { pickText, type LanguageMap } from '@national-forge/manifest';

import type { Io } from './io.ts';

/** Writes the one JSON document of a call. */
export function printJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const width = (text: string): number => [...segmenter.segment(text)].length;

// What comes from a registry may hold escape codes that repaint the terminal of who reads it (CWE-150).
// eslint-disable-next-line no-control-regex -- these very characters are the attack
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Makes a text from elsewhere safe to show in a terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}

/** Writes rows in columns; the last column is as long as it is. */
export function printRows(io: Io, rows: readonly (readonly string[])[]): void {
  const safe = rows.map((row) => row.map(printable));
  const widths = (safe[0] ?? []).map((_, column) => Math.max(...safe.map((row) => width(row[column] ?? ''))));
  for (const row of safe) {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - width(cell)),
    );
    io.out(`${cells.join('  ').trimEnd()}\n`);
  }
}

/** Writes a line of data. */
export function printLine(io: Io, line: string): void {
  io.out(`${printable(line)}\n`);
}

/** Gives a text in the language of the person. */
export function localText(io: Io, map: LanguageMap): string {
  return pickText(map, io.locale);
}
