import type { Evaluation } from '../evaluate.ts';
import type { Quality, View } from '../metrics/summary.ts';

/** Writes an evaluation for people to read in a terminal. */
export function evaluationText(evaluation: Evaluation): string {
  const { records, queries, judgments, summary } = evaluation;
  return [
    `${records} records, ${queries} queries, ${judgments} judgments. nDCG@10 with gain = grade and discount log2(rank + 1); ` +
      `MRR@10 and recall@10 count grades of 2 and 3; zero: queries without any result.`,
    overview(evaluation),
    section('nDCG@10 of the first system less that of another, 95 % paired bootstrap', differences(evaluation)),
    section('nDCG@10 by half', ndcgTable([...summary.halves, summary.monolingual])),
    section('nDCG@10 by language of the query', ndcgTable(summary.languages)),
    section('nDCG@10 by kind of query', ndcgTable(summary.kinds)),
    section('Zero results by language of the query', zeroTable(summary.languages)),
  ].join('\n\n');
}

const section = (title: string, body: string): string => `${title}\n${body}`;

function overview({ summary, speeds }: Evaluation): string {
  const head = ['system', 'nDCG@10', 'MRR@10', 'recall@10', 'zero', 'p50 ms', 'p99 ms', 'CPU ms'];
  const rows = speeds.map(({ system, p50, p99, cpu }) => {
    const quality = summary.all.systems[system];
    if (quality === undefined) throw new Error(`${system} was not scored`);
    const { ndcg, mrr, recall, zeroResults } = quality;
    const times = [p50, p99, cpu].map((ms) => ms.toFixed(2));
    return [system, points(ndcg), points(mrr), points(recall), share(zeroResults), ...times];
  });
  return columns([head, ...rows]);
}

const differences = ({ summary }: Evaluation): string =>
  columns(
    summary.differences.map(({ first, other, half, interval: { difference, low, high } }) => [
      `${first} − ${other}`,
      half,
      signed(difference),
      `[${signed(low)}, ${signed(high)}]`,
    ]),
  );

const ndcgTable = (views: readonly View[]): string => viewTable(views, ({ ndcg }) => points(ndcg));

const zeroTable = (views: readonly View[]): string => viewTable(views, ({ zeroResults }) => share(zeroResults));

function viewTable(views: readonly View[], cell: (quality: Quality) => string): string {
  const systems = Object.keys(views[0]?.systems ?? {});
  const rows = views.map(({ label, queries, systems: found }) => [
    label,
    `${queries}`,
    ...systems.map((name) => (found[name] === undefined ? '' : cell(found[name]))),
  ]);
  return columns([['', 'queries', ...systems], ...rows]);
}

const points = (value: number): string => value.toFixed(3);
const signed = (value: number): string => (value < 0 ? '' : '+') + value.toFixed(3);
const share = (value: number): string => `${(value * 100).toFixed(1)} %`;

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
  return rows.map((row) => line(row).join('  ').trimEnd()).join('\n');
}
