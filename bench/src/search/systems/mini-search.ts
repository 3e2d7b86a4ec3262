import MiniSearch, { type Options } from 'minisearch';

import { FIELD_NAMES, FIELD_WEIGHTS, fieldsOf } from './fields.ts';
import type { OpenSystem } from './system.ts';

/**
 * Holds the setting that the documentation recommends for a search that forgives (https://lucaong.github.io/minisearch/): `prefix`,
 * `fuzzy: 0.2` and a boost for each field; tokenizer, term processing and combination (OR) are its own.
 */
export const MINI_SEARCH_OPTIONS: Options = {
  fields: [...FIELD_NAMES],
  searchOptions: { boost: FIELD_WEIGHTS, prefix: true, fuzzy: 0.2 },
};

/** Opens MiniSearch in memory. */
export const openMiniSearch: OpenSystem = ({ records }) => {
  const index = new MiniSearch(MINI_SEARCH_OPTIONS);
  for (const record of records) index.add({ ...fieldsOf(record), id: record.id });
  return {
    search: (text, limit) =>
      index
        .search(text)
        .slice(0, limit)
        .map(({ id }) => id as string),
    close: () => index.removeAll(),
  };
};
