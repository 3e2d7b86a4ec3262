import { FACETS, type Facet } from '@national-forge/api';

import type { SearchRequest, SearchSort } from '../../../ports.ts';
import { countBits } from './index/bitmap.ts';
import { collectCandidates } from './order/collect.ts';
import { facetsOf } from './query/facets.ts';
import { exclusionsOf } from './query/exclude.ts';
import { everything, matchPlan, narrow, type Conditions, type Matches, type Matching } from './query/match.ts';
import { orderMatches } from './order/order.ts';
import type { Place, Placed } from './order/placed.ts';
import { parseQuery, type ParsedQuery } from './query/parse-query.ts';
import { keepPhrases } from './query/phrases.ts';
import type { Plan } from './query/plan.ts';
import { planQuery } from './query/plan-query.ts';
import { openReader } from './index/reader.ts';
import { readState } from './entry/state.ts';
import { EVERY } from './entry/streams.ts';
import { findTerm } from './index/vocabulary.ts';
import type { Engine } from './index/engine.ts';

/** Is what a search found, before hits are read. */
export interface Found {
  readonly total: number;
  readonly placed: readonly Placed[];
  /** Whether there are more after these. */
  readonly hasMore: boolean;
  readonly facets: ReturnType<typeof facetsOf> | undefined;
  readonly plan: Plan;
  readonly pending: Matching['pending'];
  /** Postings that were read, and bits of common terms, 31,744 to a container, are not counted. */
  readonly touched: number;
}

/** Is a request with its place, as the engine takes it. */
export interface Asked {
  readonly request: SearchRequest;
  readonly sort: SearchSort;
  readonly after: Place | undefined;
}

/** Searches: reads the query, finds all that matches, counts it, and puts the best of it in order. */
export function find(engine: Engine, { request, sort, after }: Asked): Found {
  const { sql } = engine;
  const pending = engine.pending();
  engine.columns.follow(readState(sql, 'version'));
  const largest = readState(sql, 'largest');
  const matching: Matching = { sql, pending, largest, reader: openReader(sql, largest) };
  const parsed = parseQuery(request.q);
  const plan = planFor(engine, parsed, matching);
  const conditions = conditionsOf(request, parsed);
  const matches = matchesOf(parsed, { plan, q: request.q, conditions }, matching);
  const narrowed = narrow(matches, conditions, matching);
  const total = countBits(narrowed.merged) + narrowed.pending.size;
  const candidates = () =>
    collectCandidates(plan, {
      ...{ reader: matching.reader, pending, total, table: engine.table },
      ...{ merged: narrowed.merged, matchedPending: narrowed.pending },
    });
  const wanted = request.limit + 1;
  const placed = orderMatches(engine, {
    sort,
    after,
    wanted,
    plan,
    candidates,
    matches: narrowed,
    total,
    q: request.q,
    pending,
  });
  const facets =
    request.facets === false ? undefined : facetsOf(engine, { matches, narrowed, conditions, total }, matching);
  return {
    ...{ total, facets, plan, pending, touched: matching.reader.touched() },
    placed: placed.slice(0, request.limit),
    hasMore: placed.length > request.limit,
  };
}

function planFor({ sql, lexicon }: Engine, { words }: ParsedQuery, { pending }: Matching): Plan {
  if (words.trim() === '') return { groups: [], spans: [], didYouMean: undefined };
  const documents = (findTerm(sql, EVERY)?.documents ?? 0) + pending.size;
  return planQuery(words, { sql, pending, documents, lexicon: lexicon.open() });
}

function conditionsOf(request: SearchRequest, { filters: said, excluded }: ParsedQuery): Conditions {
  const filters: Record<string, readonly string[]> = {};
  for (const facet of FACETS) {
    const values = [...valuesOf(request, facet), ...(facet === 'agency' || facet === 'sector' ? said[facet] : [])];
    if (values.length > 0) filters[facet] = values;
  }
  return { filters, excluded: exclusionsOf(excluded) };
}

function valuesOf(request: SearchRequest, facet: Facet): readonly string[] {
  const value = request[facet];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function matchesOf(
  parsed: ParsedQuery,
  { plan, q, conditions }: { readonly plan: Plan; readonly q: string; readonly conditions: Conditions },
  matching: Matching,
): Matches {
  const { words, phrases } = parsed;
  const asksNothing =
    words.trim() === '' && conditions.excluded.length === 0 && Object.keys(conditions.filters).length === 0;
  // A query of signs alone asks for something that no text has.
  if (plan.groups.length === 0 && (words.trim() !== '' || (asksNothing && q.trim() !== ''))) return nothing(matching);
  const matches =
    plan.groups.length === 0 ? { ...everything(matching), coverage: 'all' as const } : matchPlan(plan, matching);
  return keepPhrases(matches, phrases, matching);
}

function nothing({ largest }: Matching): Matches {
  return { merged: new Uint32Array(Math.ceil((largest + 1) / 32)), pending: new Set(), coverage: 'all' };
}
