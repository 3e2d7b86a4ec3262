import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { evaluate, OWN_COLLECTION, type Evaluation, type Speed } from '../search/evaluate.ts';
import type { Difference, Quality } from '../search/metrics/summary.ts';
import { spreadOf } from '../statistics.ts';

/** Measures how well search answers the project's own queries, beside FTS5 and MiniSearch. */
export async function measureSearch(folder: string, { rounds, queries: most }: Scale): Promise<Section> {
  const evaluation = await evaluate({ files: OWN_COLLECTION, folder, rounds, most });
  return {
    title: 'What search finds',
    method: methodOf(evaluation),
    figures: [
      ...qualityFigures(evaluation),
      ...evaluation.summary.differences.map(differenceFigure),
      ...evaluation.speeds.flatMap(speedFigures),
    ],
  };
}

const methodOf = ({ records, queries, judgments }: Evaluation): string =>
  `The project's collection (\`bench/data/search\`): ${records} records, ${queries} queries in five languages, ${judgments} judgments by one
assessor, of whom it was also the pen. All systems index all texts of a record with the same weights and answer the same
queries. nDCG@10 takes the grade for gain and log₂(rank + 1) for discount; MRR@10 and recall@10 count grades of 2 and 3.
FTS5 ranks by its bm25: all words first, then any word as a prefix, or for trigrams any three characters; MiniSearch has \`prefix\` and
\`fuzzy: 0.2\`. Beside a mean stand those of the halves \`dev\` (tuned on) and \`held\`; beside a difference its 95 % interval (paired
bootstrap over queries, 10,000 draws). How to repeat and to read it: docs/search-evaluation.md.`;

function qualityFigures({ summary: { all, halves } }: Evaluation): readonly Figure[] {
  const percent = (system: string, key: keyof Quality) => ({
    ...spreadOf(halves.map(({ systems }) => (systems[system]?.[key] ?? NaN) * 100)),
    median: (all.systems[system]?.[key] ?? NaN) * 100,
  });
  return Object.keys(all.systems).flatMap((system): readonly Figure[] => [
    { what: `${system}: nDCG@10`, spread: percent(system, 'ndcg'), unit: '%', ...aimOf(system, { atLeast: 75 }) },
    { what: `${system}: MRR@10`, spread: percent(system, 'mrr'), unit: '%' },
    { what: `${system}: recall@10`, spread: percent(system, 'recall'), unit: '%' },
    {
      what: `${system}: nothing found`,
      spread: percent(system, 'zeroResults'),
      unit: '%',
      ...aimOf(system, { atMost: 1 }),
    },
  ]);
}

const aimOf = (system: string, aim: NonNullable<Figure['aim']>): Pick<Figure, 'aim'> =>
  system === 'registry' ? { aim } : {};

function differenceFigure({ first, other, half, interval, queries }: Difference): Figure {
  const { difference, low, high } = interval;
  return {
    what: `${first} less ${other}, nDCG@10, ${half}`,
    spread: { median: difference * 100, min: low * 100, max: high * 100, count: queries },
    unit: 'points',
    ...(other === 'fts5-trigram' && half === 'all' ? { aim: { atLeast: 17 } } : {}),
  };
}

const speedFigures = ({ system, p50, p99, cpu }: Speed): readonly Figure[] => [
  { what: `${system}: a query, p50`, spread: spreadOf([p50]), unit: 'ms' },
  { what: `${system}: a query, p99`, spread: spreadOf([p99]), unit: 'ms' },
  { what: `${system}: CPU a query`, spread: spreadOf([cpu]), unit: 'ms' },
];
