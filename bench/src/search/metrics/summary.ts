import { mean } from '../../statistics.ts';
import { USEFUL, type Collection, type Query } from '../collection/collection.ts';
import { HALVES, halfOf, type Half } from '../collection/half-of.ts';
import type { SystemRun } from '../run-systems.ts';
import { pairedBootstrap, type Interval } from './bootstrap.ts';
import { scoresOf, type Scores } from './scores.ts';

/** Is how well a system answers a set of queries: means, each from 0 to 1. */
export interface Quality {
  readonly ndcg: number;
  readonly mrr: number;
  readonly recall: number;
  readonly zeroResults: number;
}

/** Is a set of queries with the quality of every system on it, by the name of the system. */
export interface View {
  readonly label: string;
  readonly queries: number;
  readonly systems: Readonly<Record<string, Quality>>;
}

/** Is the difference of nDCG@10 of the first system to another one. */
export interface Difference {
  readonly first: string;
  readonly other: string;
  readonly half: Half | 'all';
  /** Number of queries. */
  readonly queries: number;
  readonly interval: Interval;
}

/** Is all that an evaluation of the quality tells. */
export interface Summary {
  readonly all: View;
  readonly halves: readonly View[];
  /** Only records with text in the language of the query count. */
  readonly monolingual: View;
  readonly languages: readonly View[];
  readonly kinds: readonly View[];
  readonly differences: readonly Difference[];
}

interface Scored {
  readonly query: Query;
  readonly half: Half;
  /** By system. */
  readonly scores: Readonly<Record<string, Scores>>;
}

/** Scores the answers of the systems and sums them up by half, language and kind of query. */
export function summarise(collection: Collection, runs: readonly SystemRun[]): Summary {
  const scored = scoreAll(collection, runs);
  const by = (key: (one: Scored) => string): readonly View[] =>
    Array.from(Map.groupBy(scored, key), ([label, some]) => viewOf(label, some)).toSorted((a, b) =>
      a.label < b.label ? -1 : 1,
    );
  return {
    all: viewOf('all', scored),
    halves: by(({ half }) => half),
    monolingual: viewOf('monolingual', scoreAll(monolingual(collection), runs)),
    languages: by(({ query }) => query.lang),
    kinds: by(({ query }) => query.kind),
    differences: differencesOf(scored),
  };
}

function scoreAll({ queries, judgments }: Collection, runs: readonly SystemRun[]): readonly Scored[] {
  return queries.flatMap((query, index) => {
    const judged = judgments.get(query.id) ?? [];
    if (!judged.some(({ grade }) => grade >= USEFUL)) return [];
    const scores = runs.map(({ system, rankings }) => [system, scoresOf(rankings[index] ?? [], judged)] as const);
    return [{ query, half: halfOf(query.id), scores: Object.fromEntries(scores) }];
  });
}

/** Keeps the judgments of records with text in the language of the query; a query that none of them answers drops out. */
function monolingual(collection: Collection): Collection {
  const kept = Array.from(
    collection.judgments,
    ([id, judged]) => [id, judged.filter(({ sameLang }) => sameLang)] as const,
  );
  return { ...collection, judgments: new Map(kept) };
}

function viewOf(label: string, scored: readonly Scored[]): View {
  const names = Object.keys(scored[0]?.scores ?? {});
  const systems = names.map((name) => {
    const of = (key: keyof Scores) => mean(scored.map(({ scores }) => scores[name]?.[key] ?? NaN));
    const quality = { ndcg: of('ndcg'), mrr: of('reciprocalRank'), recall: of('recall'), zeroResults: of('isEmpty') };
    return [name, quality] as const;
  });
  return { label, queries: scored.length, systems: Object.fromEntries(systems) };
}

function differencesOf(scored: readonly Scored[]): readonly Difference[] {
  const [first, ...others] = Object.keys(scored[0]?.scores ?? {});
  if (first === undefined) return [];
  return others.flatMap((other) =>
    (['all', ...HALVES] as const).flatMap((half) => {
      const some = half === 'all' ? scored : scored.filter((one) => one.half === half);
      if (some.length === 0) return [];
      const of = (name: string) => some.map(({ scores }) => scores[name]?.ndcg ?? NaN);
      return [{ first, other, half, queries: some.length, interval: pairedBootstrap(of(first), of(other)) }];
    }),
  );
}
