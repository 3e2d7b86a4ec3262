import { pickText, type Language } from '@national-forge/manifest';

import type { Io } from './io.ts';

/** Writes the one JSON document of a call. */
export function printJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const width = (text: string): number => [...segmenter.segment(text)].length;

// What comes from a registry may hold escape codes that repaint the terminal of who reads it (CWE-150), or marks that
// turn the line around (CVE-2021-42574).

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/g;

/** Makes a text from elsewhere safe to show in a terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}

/** Is a map of languages as a registry sends it. */
export type Texts = Readonly<Partial<Record<Language, string | undefined>>>;

/** Writes rows in columns; the last column is as long as it is. */
export function printRows(io: Io, rows: readonly (readonly string[])[]): void {
  const safe = rows.map((row) => row.map((cell) => printable(cell).replace(/\s+/g, ' ')));
  const widths = (safe[0] ?? []).map((_, column) => Math.max(...safe.map((row) => width(row[column] ?? ''))));
  for (const row of safe) {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - width(cell)),
    );
    io.out(`${cells.join('  ').trimEnd()}\n`);
  }
}

/** Gives a text in the language of the person. */
export function localText(io: Io, map: Texts): string {
  const given = Object.entries(map).filter(([, value]) => value !== undefined);
  return pickText(Object.fromEntries(given), io.locale);
}
