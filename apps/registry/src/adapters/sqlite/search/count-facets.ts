import { FACETS, type Facet, type SearchPage } from '@national-forge/api';

import { visitBits, type Bitmap } from './bitmap.ts';
import { CHUNK, WIDTH, type Columns } from './columns.ts';
import { facetValues } from './facet-values.ts';
import type { PendingEntry } from './pending.ts';

/** Is the number of documents of each value, by facet. */
export type Counts = Readonly<Record<Facet, Map<string, number>>>;

/** Makes counts without a document. */
export function noCounts(): Counts {
  return Object.fromEntries(FACETS.map((facet) => [facet, new Map()])) as unknown as Counts;
}

/** Counts, of some facets, the values that the documents of a set have. */
export function countFacets(bitmap: Bitmap, columns: Columns, facets: readonly Facet[] = FACETS): Counts {
  const counts = noCounts();
  const wanted = facets.map((facet) => FACETS.indexOf(facet));
  const byCode = wanted.map(() => new Uint32Array(2 ** 16));
  visitBits(bitmap, (document) => {
    const codes = columns.chunk(Math.floor(document / CHUNK));
    const from = (document % CHUNK) * WIDTH;
    for (let index = 0; index < wanted.length; index += 1) {
      const code = codes[from + (wanted[index] ?? 0)] ?? 0;
      const found = byCode[index];
      if (found !== undefined) found[code] = (found[code] ?? 0) + 1;
    }
  });
  for (const [index, facet] of facets.entries()) {
    for (const [code, count] of (byCode[index] ?? []).entries()) {
      if (count === 0) continue;
      for (const value of columns.values(code)) add(counts[facet], value, count);
    }
  }
  return counts;
}

/** Adds the values of pending documents. */
export function addPending(counts: Counts, entries: readonly PendingEntry[]): void {
  for (const { found } of entries) {
    if (found === undefined) continue;
    for (const [facet, values] of facetValues(found.entry.hit)) for (const value of values) add(counts[facet], value, 1);
  }
}

/** Takes counts away from others. */
export function lessCounts(from: Counts, counts: Counts): Counts {
  const rest = noCounts();
  for (const facet of FACETS) {
    for (const [value, count] of from[facet]) {
      const left = count - (counts[facet].get(value) ?? 0);
      if (left > 0) rest[facet].set(value, left);
    }
  }
  return rest;
}

function add(counts: Map<string, number>, value: string, by: number): void {
  counts.set(value, (counts.get(value) ?? 0) + by);
}

/** Lists counts as an answer has them: the most frequent value first. */
export function listCounts(counts: Counts): SearchPage['facets'] {
  return Object.fromEntries(
    FACETS.map((facet) => [
      facet,
      [...counts[facet]]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    ]),
  ) as SearchPage['facets'];
}
