import { FACETS, type Facet, type SearchPage } from '@national-forge/api';

import { countBits, takeAway } from '../index/bitmap.ts';
import { addPending, countFacets, lessCounts, listCounts, noCounts, type Counts } from './count-facets.ts';
import type { Engine } from '../index/engine.ts';
import { everything, narrow, type Conditions, type Matches, type Matching } from './match.ts';

/** Is what matches before and after the filters. */
export interface Counting {
  readonly matches: Matches;
  readonly narrowed: Matches;
  readonly conditions: Conditions;
  readonly total: number;
}

/** Counts the values of all hits; those of a facet that is filtered by as if it were not. */
export function facetsOf(
  engine: Engine,
  { matches, narrowed, conditions }: Counting,
  matching: Matching,
): SearchPage['facets'] {
  const filtered = FACETS.filter((facet) => conditions.filters[facet] !== undefined);
  const free = FACETS.filter((facet) => conditions.filters[facet] === undefined);
  const counts: Counts = { ...noCounts(), ...pick(count(engine, narrowed, { facets: free, matching }), free) };
  for (const facet of filtered) {
    const others = narrow(matches, conditions, { ...matching, but: facet });
    Object.assign(counts, pick(count(engine, others, { facets: [facet], matching }), [facet]));
  }
  return listCounts(counts);
}

const pick = (counts: Counts, facets: readonly Facet[]): Partial<Counts> =>
  Object.fromEntries(facets.map((facet) => [facet, counts[facet]]));

/** Of more than half of all documents the others are counted, and taken from the numbers that stand in the vocabulary. */
function count(
  { columns, sql }: Engine,
  { merged, pending }: Matches,
  { facets, matching }: { readonly facets: readonly Facet[]; readonly matching: Matching },
): Counts {
  const found = [...pending].flatMap((id) => matching.pending.get(id) ?? []);
  const every = everything(matching).merged;
  const isMost = matching.pending.size === 0 && countBits(merged) * 2 > countBits(every);
  if (isMost) takeAway(every, merged);
  const counted = countFacets(isMost ? every : merged, columns, facets);
  const counts = isMost ? lessCounts(allCounts(sql), counted) : counted;
  addPending(counts, found);
  return counts;
}

function allCounts(sql: Engine['sql']): Counts {
  const counts = noCounts();
  const text = `SELECT key, documents FROM search_term WHERE key >= 'f' AND key < 'g'`;
  for (const { key, documents } of sql.all<{ key: string; documents: number }>(text)) {
    const sign = key.indexOf('=');
    counts[key.slice(1, sign) as Facet].set(key.slice(sign + 1), documents);
  }
  return counts;
}
