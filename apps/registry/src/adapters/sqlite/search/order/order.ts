import { isBefore, keepBest, type Scored } from './best-of.ts';
import { visitBits } from '../index/bitmap.ts';
import type { Candidates } from './collect.ts';
import type { Engine } from '../index/engine.ts';
import { nameKey } from '../entry/name-key.ts';
import { mostOf, scoreOf, totalOf, type ScoreParts } from './score.ts';
import { rankOf } from '../index/rank-of.ts';
import { orderByKey } from './sorted.ts';
import { termKey } from '../entry/streams.ts';
import { findTerm } from '../index/vocabulary.ts';
import { visitPostings } from '../index/postings.ts';
import { documentOf, levelOf } from '../index/posting-block.ts';
import type { Ordering, Placed } from './placed.ts';

/** The score of what matches and was no candidate: it stands behind those, in the order of documents. */
const UNSCORED = -1_000_000;

/** Gives the first matches after a place. */
export function orderMatches(engine: Engine, ordering: Ordering): readonly Placed[] {
  if (ordering.total === 0) return [];
  if (ordering.sort !== 'relevance') return orderByKey(engine, { ...ordering, sort: ordering.sort });
  const { after, wanted, plan, pending } = ordering;
  const { columns } = engine;
  const candidates = ordering.candidates();
  const named = namedDocuments(engine, ordering);
  const parts = (at: number): ScoreParts =>
    scoreOf(
      plan,
      { candidates, at },
      {
        rank: rankOf({ columns, pending }, candidates.documents[at] ?? 0),
        named: named.get(candidates.documents[at] ?? 0) ?? 0,
      },
    );
  const from = after === undefined ? undefined : { score: Number(after.key), document: after.document };
  const best = bestCandidates(candidates, { parts, named, from, wanted });
  const placed = best.map(({ score, document, at }) => ({
    ...{ key: score, document },
    parts: parts(at),
    candidate: { candidates, at },
    rank: rankOf({ columns, pending }, document),
  }));
  return placed.length >= wanted ? placed : [...placed, ...unscored(ordering, candidates, wanted - placed.length)];
}

interface ScoredAt extends Scored {
  readonly at: number;
}

interface Choosing {
  readonly parts: (at: number) => ScoreParts;
  readonly named: ReadonlyMap<number, number>;
  readonly from: Scored | undefined;
  readonly wanted: number;
}

/** Scores the candidates that may be among the first: what the worths of the others come to at most is not enough. */
function bestCandidates(candidates: Candidates, { parts, named, from, wanted }: Choosing): readonly ScoredAt[] {
  const { documents } = candidates;
  const best = keepBest<ScoredAt>(wanted);
  for (let at = 0; at < documents.length; at += 1) {
    const document = documents[at] ?? 0;
    if (!named.has(document) && mostOf(candidates, at) < best.bar()) continue;
    const one = { score: totalOf(parts(at)), document, at };
    if (from === undefined || isBefore(from, one)) best.offer(one);
  }
  return best.list();
}

function unscored({ matches, after }: Ordering, { documents }: Candidates, count: number): readonly Placed[] {
  const known = new Set(documents);
  const last = after?.key === UNSCORED ? after.document : -1;
  const rest: Placed[] = [];
  visitBits(matches.merged, (document) => {
    if (document > last && !known.has(document)) rest.push({ key: UNSCORED, document });
    return rest.length < count;
  });
  return rest;
}

/** Finds what is called as the query says: 2 for the whole name, 1 for the name in its agency. */
function namedDocuments({ sql }: Engine, { q, pending }: Ordering): ReadonlyMap<number, number> {
  const key = termKey('n', nameKey(q));
  const named = new Map<number, number>();
  const term = findTerm(sql, key);
  if (term !== undefined) {
    visitPostings(sql, term, (keys) => {
      for (const one of keys) named.set(documentOf(one), levelOf(one) >> 2);
      return false;
    });
  }
  for (const { id, found } of pending.values()) {
    const level = found?.weighed.get(key);
    if (level === undefined) named.delete(id);
    else named.set(id, level);
  }
  return named;
}
