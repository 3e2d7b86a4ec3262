import { isReached, type Aim, type Figure } from './figure.ts';

const HEAD = ['Figure', 'Median', 'Min–max', 'Aim', 'Reached'] as const;

/** Writes figures as a table in Markdown, its columns aligned as the formatter of the repository wants them. */
export function figureTable(figures: readonly Figure[]): string {
  return alignTable([HEAD, ...figures.map(rowOf)]);
}

/** Aligns rows, the first of which is the head. */
function alignTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - text.length));

function rowOf(figure: Figure): readonly string[] {
  const { what, spread, unit, aim } = figure;
  const reached = isReached(figure);
  return [
    what,
    `${formatNumber(spread.median)} ${unit}`,
    `${formatNumber(spread.min)}–${formatNumber(spread.max)}`,
    aim === undefined ? '' : formatAim(aim),
    reached === undefined ? '' : reached ? 'yes' : '**no**',
  ];
}

const formatAim = (aim: Aim): string =>
  'atLeast' in aim ? `≥ ${formatNumber(aim.atLeast)}` : `≤ ${formatNumber(aim.atMost)}`;

/** Writes a number with three figures that count. */
function formatNumber(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
