import { styleText } from 'node:util';

import type { Mark } from '@national-forge/api';
import { pickText } from '@national-forge/manifest';

import { printable, type Texts } from '../output.ts';
import type { Io } from '../io.ts';

/** Is a text with the places in it that have what was asked for: UTF-16 offsets. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Says how a text is shown: how marks look, and how many characters there are. */
export interface Look {
  readonly color: boolean;
  readonly mark: Parameters<typeof styleText>[0];
  readonly width?: number;
}

/** Gives the text in the language of the person, with its marks. */
export function localMarked(
  io: Io,
  texts: Texts,
  marks: Readonly<Record<string, readonly Mark[]>> | undefined,
): MarkedText {
  const given = Object.entries(texts).filter(([, value]) => value !== undefined);
  const text = pickText(Object.fromEntries(given), io.locale);
  const language = given.find(([, value]) => value === text)?.[0] ?? '';
  return { text, marks: marks?.[language] ?? [] };
}

/** Writes a text as one line for a terminal, its marked words highlighted; one that runs from right to left keeps to itself. */
export function showMarked(marked: MarkedText, look: Look): string {
  // Each replaced character is as long as what stands for it: the marks stay in place.
  const line = printable(marked.text).replace(/\s/g, ' ');
  const shown = cut(line, look.width);
  const styled = look.color ? style(shown, marked.marks, look.mark) : shown;
  return isolated(shown.length < line.length ? `${styled}…` : styled, line);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Letters from right to left would take the numbers and signs around them along (UAX #9 §2.4). */
const isolated = (text: string, of: string): string => (RIGHT_TO_LEFT.test(of) ? `\u2068${text}\u2069` : text);

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

function cut(line: string, width = Infinity): string {
  let count = 0;
  for (const { index } of segmenter.segment(line)) {
    // One character is left for the sign that something was cut.
    if (++count > width) return line.slice(0, startOf(line, width - 1, index)).trimEnd();
  }
  return line;
}

function startOf(line: string, wanted: number, most: number): number {
  let count = 0;
  for (const { index } of segmenter.segment(line.slice(0, most))) if (count++ === wanted) return index;
  return most;
}

/** What a registry says of places is believed only where it fits the text. */
function style(line: string, marks: readonly Mark[], look: Look['mark']): string {
  let styled = '';
  let at = 0;
  for (const [start, end] of marks) {
    const word = line.slice(start, end);
    if (start < at || word === '' || !word.isWellFormed()) continue;
    styled += line.slice(at, start) + styleText(look, word, { validateStream: false });
    at = start + word.length;
  }
  return styled + line.slice(at);
}
