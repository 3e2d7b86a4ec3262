import { pickText, type Language } from '@national-forge/manifest';

import type { Io } from './io.ts';

/** Writes the one JSON document of a call. */
export function printJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const width = (text: string): number => [...segmenter.segment(text)].length;

// What comes from a registry may hold escape codes that repaint the terminal of who reads it (CWE-150), or marks that
// turn the line around (CVE-2021-42574). Embeddings, overrides and the isolates of one direction (UAX #9 §2.1, §2.2, §2.4)
// are never needed: the first-strong isolate, which takes its direction from the words themselves, is enough for ours.

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066\u2067]/g;
const ISOLATES = /[\u2068\u2069\n]/g;

/**
 * Makes a text from elsewhere safe to show in a terminal: no control characters but tab and line feed, and no mark that
 * reorders what stands around it.
 */
export function printable(text: string): string {
  return paired(text.replace(CONTROL, '\ufffd'));
}

/** Keeps first-strong isolates that are closed on their line; one left open, or a stray end, would reach beyond the text. */
function paired(text: string): string {
  const open: number[] = [];
  const stray: number[] = [];
  for (const { 0: mark, index } of text.matchAll(ISOLATES)) {
    if (mark === '\u2068') open.push(index);
    else if (mark === '\n') stray.push(...open.splice(0));
    else if (open.pop() === undefined) stray.push(index);
  }
  const strays = new Set([...stray, ...open]);
  return strays.size === 0
    ? text
    : text.replace(ISOLATES, (mark, index: number) => (strays.has(index) ? '\ufffd' : mark));
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
