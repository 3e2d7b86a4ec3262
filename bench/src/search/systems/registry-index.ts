import { openMeasuredIndex } from '@national-forge/registry/bench';

import type { OpenSystem } from './system.ts';

/** Opens the registry's own index, as a server does: the national lexicon is its lexicon, and nothing is set for a collection. */
export const openRegistryIndex: OpenSystem = ({ records, file }) => {
  const index = openMeasuredIndex({ file });
  index.put(records);
  return {
    search: (text, limit) => index.search(text, { limit }).hits.map(({ id }) => id),
    close: () => index.close(),
  };
};
