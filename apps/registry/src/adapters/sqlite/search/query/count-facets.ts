import { FACETS, type Facet, type SearchPage } from '@national-forge/api';

import type { Bitmap } from '../index/bitmap.ts';
import { CHUNK, WIDTH, type Columns } from '../index/columns.ts';
import { facetValues } from '../entry/facet-values.ts';
import type { PendingEntry } from '../entry/pending.ts';

/** Is the number of documents of each value, by facet. */
export type Counts = Readonly<Record<Facet, Map<string, number>>>;

/** Makes counts without a document. */
export function noCounts(): Counts {
  return Object.fromEntries(FACETS.map((facet) => [facet, new Map()])) as unknown as Counts;
}

/** Counts, of some facets, the values that the documents of a set have. */
export function countFacets(bitmap: Bitmap, columns: Columns, facets: readonly Facet[] = FACETS): Counts {
  const wanted = Uint8Array.from(facets, (facet) => FACETS.indexOf(facet));
  // A number stands for values of one facet alone: one array counts them all.
  const byCode = new Uint32Array(columns.largest() + 1);
  for (let from = 0; from < bitmap.length; from += CHUNK_WORDS) {
    let codes: Uint16Array | undefined;
    for (let word = from; word < from + CHUNK_WORDS; word += 1) {
      let bits = bitmap[word] ?? 0;
      if (bits === 0) continue;
      codes ??= columns.chunk(from / CHUNK_WORDS);
      while (bits !== 0) {
        const at = ((word - from) * 32 + 31 - Math.clz32(bits & -bits)) * WIDTH;
        bits &= bits - 1;
        for (const column of wanted) {
          const code = codes[at + column] ?? 0;
          byCode[code] = (byCode[code] ?? 0) + 1;
        }
      }
    }
  }
  return countsOf(byCode, columns);
}

const CHUNK_WORDS = CHUNK / 32;

function countsOf(byCode: Uint32Array, columns: Columns): Counts {
  const counts = noCounts();
  for (let code = 1; code < byCode.length; code += 1) {
    const count = byCode[code] ?? 0;
    if (count === 0) continue;
    const [facet, ...values] = columns.values(code);
    for (const value of values) add(counts[facet as Facet], value, count);
  }
  return counts;
}

/** Adds the values of pending documents. */
export function addPending(counts: Counts, entries: readonly PendingEntry[]): void {
  for (const { found } of entries) {
    if (found === undefined) continue;
    for (const [facet, values] of facetValues(found.entry.hit))
      for (const value of values) add(counts[facet], value, 1);
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
