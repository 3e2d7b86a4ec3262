import type { Facet, SearchHit } from '@national-forge/api';

/** Lists the values that a hit has of each facet, each once; what is empty is no value. */
export function facetValues(hit: SearchHit): readonly (readonly [Facet, readonly string[]])[] {
  return [
    ['sector', distinct(hit.sectors)],
    ['region', distinct([hit.region])],
    ['agency', distinct([hit.name.slice(0, Math.max(0, hit.name.indexOf('/')))])],
    ['kind', distinct([hit.kind])],
    ['engine', distinct([hit.engine])],
    ['license', distinct([hit.license])],
    ['language', distinct(hit.languages)],
    ['risk', distinct([hit.risk])],
    ['status', distinct([hit.status])],
  ];
}

const distinct = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].filter((value) => value !== '').sort();
