import { openMeasuredIndex, type MeasuredRecord } from '@national-forge/registry/bench';
import MiniSearch from 'minisearch';

import { fieldsOf } from '../systems/fields.ts';
import { MINI_SEARCH_OPTIONS } from '../systems/mini-search.ts';
import type { ClassQuery } from './query-classes.ts';

/** Is an index that is filled portion by portion and asked afterwards. */
export interface GrowingIndex {
  put(records: readonly MeasuredRecord[]): void;
  /** Finds the best ten; gives the number of postings that were read, where the index tells. */
  ask(query: ClassQuery): number;
  /** Gives what as-you-type completion finds for the beginning of a word. */
  suggest(prefix: string): number;
  close(): void;
}

/** Names what grows. */
export type GrowingName = 'registry' | 'minisearch';

const LIMIT = 10;

/** Opens what grows; the registry's index in a file, which may hold records already. */
export function openGrowing(name: GrowingName, file: string): GrowingIndex {
  switch (name) {
    case 'registry':
      return openRegistry(file);
    case 'minisearch':
      return openMini();
  }
}

function openRegistry(file: string): GrowingIndex {
  const index = openMeasuredIndex({ file });
  return {
    put: (records) => index.put(records),
    ask: ({ text, facets = false, filters = {} }) => index.search(text, { limit: LIMIT, facets, filters }).postings,
    suggest: (prefix) => index.suggest(prefix, LIMIT).length,
    close: () => index.close(),
  };
}

/** MiniSearch has no facets and no phrases: it is asked for the words alone, which spares it that work. */
function openMini(): GrowingIndex {
  const index = new MiniSearch(MINI_SEARCH_OPTIONS);
  return {
    put: (records) => index.addAll(records.map((record) => ({ ...fieldsOf(record), id: record.id }))),
    ask: ({ text }) => {
      index.search(text);
      return 0;
    },
    suggest: (prefix) => index.autoSuggest(prefix).length,
    close: () => index.removeAll(),
  };
}
