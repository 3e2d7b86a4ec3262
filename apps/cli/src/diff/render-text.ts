import { styleText } from 'node:util';

import type { BumpLevel } from '@national-forge/versioning';

import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import { text, type TextKey } from '../texts/texts.ts';
import type { Diff } from './assemble-diff.ts';
import { fileRow, manifestRow, MARKS, tellDiff, vectorRows, type DiffRow } from './told.ts';

/** Says what may be written and how. */
export type Page = Pick<Io, 'locale' | 'colorOut'>;

/** Writes a diff for a terminal. */
export function renderText(diff: Diff, page: Page): string {
  const told = tellDiff(diff, page.locale);
  const { locale } = page;
  const changes = told.changes.map(({ level, words }) => `  ${levelWord(level, page)}${safe(words)}\n`);
  const sections = [
    ...section('diff.section.vectors', vectorRows(diff), page),
    ...section('diff.section.manifest', diff.manifest.map(manifestRow), page),
    ...section(
      'diff.section.files',
      diff.files.map((file) => fileRow(file, locale)),
      page,
    ),
  ];
  const verdict = told.verdict.map((words) => `${styled('bold', safe(words), page)}\n`);
  const replayed = told.replayed === '' ? '' : `  ${safe(told.replayed)}\n`;
  return [`${safe(told.title)}\n`, ...verdict, ...changes, replayed, ...sections].join('');
}

const LEVEL_COLOURS = { major: 'red', minor: 'yellow', patch: 'green' } as const;
const MARK_COLOURS = { added: 'green', removed: 'red', changed: 'yellow' } as const;
type Style = 'bold' | 'red' | 'yellow' | 'green';

/** Writes a level as `--level` takes it, in a column. */
export const levelWord = (level: BumpLevel, page: Page): string => `${styled(LEVEL_COLOURS[level], level, page)}  `;

function section(key: TextKey, rows: readonly DiffRow[], page: Page): readonly string[] {
  if (rows.length === 0) return [];
  return ['\n', `${styled('bold', text(page.locale, key), page)}\n`, ...rows.map((row) => line(row, page))];
}

function line({ mark, what, old, new: newer }: DiffRow, page: Page): string {
  const values = [old, newer].filter((value) => value !== '').join(' → ');
  const sign = styled(MARK_COLOURS[mark], MARKS[mark], page);
  return `  ${sign} ${safe(what)}${values === '' ? '' : `  ${safe(values)}`}\n`;
}

/** A name or a value may hold line feeds, which would look like lines of ours. */
const safe = (words: string): string => printable(words.replace(/\s+/g, ' '));

const styled = (style: Style, words: string, { colorOut }: Page): string =>
  colorOut ? styleText(style, words, { validateStream: false }) : words;
