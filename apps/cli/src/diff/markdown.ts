// What is compared comes from somebody who wants it merged: it must neither leave its place in the page nor call anybody.

/** Writes a text as Markdown that shows it as it is: no markup, no HTML, no link, no mention, no line of its own. */
export function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>|~&@#!$]|:(?=\S)/g, '\\$&')
    .replace(/\bwww\./gi, (word) => word.replace('.', '\\.'));
}

/** Writes a text as a code span with longer backticks around it than in it (CommonMark §6.1). */
export function code(text: string): string {
  const shown = oneLine(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A code span loses one space on both sides where it has one on both, and an empty one is none.
  const pad = /^`|`$|^ .*\S.* $/.test(shown) || shown.trim() === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/**
 * Writes a text as code within a table. A pipe ends a cell there, also in a code span, and parsers differ about the backslashes
 * before one (GFM §4.10): a text with a pipe is shown as plain text.
 */
export const codeCell = (text: string): string => (text.includes('|') ? plain(text) : code(text));

/** Writes a table. Cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`;
}

const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ');
