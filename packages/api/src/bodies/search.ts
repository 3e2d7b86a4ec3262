import * as z from 'zod';

import { agencyName, algorithmName, cursor, instant, languageMap, limit, version } from './common.ts';

const code = z.string().min(1).max(100);

/** Describes the query of a search. */
export const searchQuery = z
  .object({
    q: z.string().max(256).default('').meta({ description: 'Words in any of the languages; empty lists everything.' }),
    sector: code.optional(),
    region: code.optional(),
    agency: agencyName.optional(),
    kind: code.optional(),
    license: code.optional(),
    language: code.optional(),
    risk: code.optional(),
    status: code.optional().meta({ description: 'Development status.' }),
    limit: limit.default(20),
    cursor: cursor.optional(),
  })
  .meta({ id: 'SearchQuery' });

/** Is the query of a search. */
export type SearchQuery = z.infer<typeof searchQuery>;

/** Lists the facets of a search. */
export const FACETS = ['sector', 'region', 'agency', 'kind', 'license', 'language', 'risk', 'status'] as const;

/** Names a facet. */
export type Facet = (typeof FACETS)[number];

/** Describes one hit. */
const searchHit = z
  .object({
    name: algorithmName,
    version,
    title: languageMap,
    summary: languageMap,
    kind: z.string(),
    sectors: z.array(z.string()),
    region: z.string(),
    license: z.string(),
    languages: z.array(z.string()),
    risk: z.string(),
    status: z.string(),
    deprecated: z.boolean(),
    updatedAt: instant,
  })
  .meta({ id: 'SearchHit' });

/** Is one hit. */
export type SearchHit = z.infer<typeof searchHit>;

/** Describes a page of hits. */
export const searchPage = z
  .object({
    total: z.int().min(0),
    hits: z.array(searchHit),
    facets: z.record(z.enum(FACETS), z.array(z.object({ value: z.string(), count: z.int().min(1) }))),
    cursor: cursor.optional(),
    moved: z
      .object({ from: agencyName, to: agencyName })
      .optional()
      .meta({ description: 'The agency that was asked for has another name now; the hits are those of that one.' }),
  })
  .meta({ id: 'SearchPage', description: 'Hits, the number of all hits, and counts by facet over all hits.' });

/** Is a page of hits. */
export type SearchPage = z.infer<typeof searchPage>;

/** Describes suggestions while typing. */
export const suggestions = z
  .object({ suggestions: z.array(z.object({ name: algorithmName, title: languageMap })) })
  .meta({ id: 'Suggestions' });

/** Is a list of suggestions. */
export type Suggestions = z.infer<typeof suggestions>;
