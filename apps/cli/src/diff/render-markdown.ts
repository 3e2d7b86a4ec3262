import type { Locale } from '@national-forge/manifest';

import { text, type TextKey } from '../texts/texts.ts';
import type { Diff } from './assemble-diff.ts';
import { code, codeCell, plain, table } from './markdown.ts';
import { fileRow, manifestRow, MARKS, tellDiff, vectorRows, type DiffRow } from './told.ts';

/** Writes a diff as a comment of a merge request. */
export function renderMarkdown(diff: Diff, locale: Locale): string {
  const told = tellDiff(diff, locale);
  const blocks = [
    `### ${plain(told.title)}\n`,
    `**${told.verdict.map(plain).join(' ')}**\n`,
    told.changes.map(({ level, words }) => `- **${level}** ${plain(words)}\n`).join(''),
    told.replayed === '' ? '' : `${plain(told.replayed)}\n`,
    list('diff.section.vectors', vectorRows(diff), locale),
    columns('diff.section.manifest', diff.manifest.map(manifestRow), locale),
    columns(
      'diff.section.files',
      diff.files.map((file) => fileRow(file, locale)),
      locale,
    ),
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

const heading = (key: TextKey, locale: Locale): string => `#### ${plain(text(locale, key))}\n\n`;

function list(key: TextKey, rows: readonly DiffRow[], locale: Locale): string {
  if (rows.length === 0) return '';
  const items = rows.map(({ mark, what }) => `- ${code(MARKS[mark])} ${code(what)}\n`);
  return `${heading(key, locale)}${items.join('')}`;
}

function columns(key: TextKey, rows: readonly DiffRow[], locale: Locale): string {
  if (rows.length === 0) return '';
  const head = ['', '', plain(text(locale, 'diff.before')), plain(text(locale, 'diff.after'))];
  const cell = (value: string): string => (value === '' ? '' : codeCell(value));
  const body = rows.map((row) => [code(MARKS[row.mark]), codeCell(row.what), cell(row.old), cell(row.new)]);
  return `${heading(key, locale)}${table(head, body)}`;
}
