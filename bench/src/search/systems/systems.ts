import { openPorter, openTrigram, openUnicode61 } from './fts5.ts';
import { openMiniSearch } from './mini-search.ts';
import { openRegistryIndex } from './registry-index.ts';
import type { OpenSystem } from './system.ts';

/** Lists what takes part in an evaluation: the registry's index first, then what it is compared with. */
export const SYSTEMS = Object.freeze({
  registry: openRegistryIndex,
  'fts5-unicode61': openUnicode61,
  'fts5-porter': openPorter,
  'fts5-trigram': openTrigram,
  minisearch: openMiniSearch,
}) satisfies Readonly<Record<string, OpenSystem>>;

/** Names a system. */
export type SystemName = keyof typeof SYSTEMS;
