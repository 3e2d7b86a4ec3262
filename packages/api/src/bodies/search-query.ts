import * as z from 'zod';

import { agencyName, cursor, limit } from './common.ts';

/** Lists the facets of a search. */
export const FACETS = [
  'sector',
  'region',
  'agency',
  'kind',
  'engine',
  'license',
  'language',
  'risk',
  'status',
] as const;

/** Names a facet. */
export type Facet = (typeof FACETS)[number];

/** Lists the orders of hits. */
export const SEARCH_SORTS = ['relevance', 'recent', 'reuse', 'name'] as const;

/** Is an order of hits; `reuse`: what most algorithms depend on and most people download first. */
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** How many values of one facet a search may choose. */
const MOST_CHOSEN = 50;

const code = z.string().min(1).max(100);

/** A parameter that is given once is a list of one, so that each fault is told with its place. */
const choice = (value: z.ZodString, { description, example }: { description: string; example: string }) =>
  z
    .preprocess(
      (given) => (typeof given === 'string' ? [given] : given),
      z.array(value.meta({ examples: [example] })).max(MOST_CHOSEN),
    )
    .optional()
    .meta({ description: `${description} May be repeated: any of them.` });

function asBoolean({ jsonSchema }: { jsonSchema: { type?: unknown; enum?: unknown } }): void {
  jsonSchema.type = 'boolean';
  delete jsonSchema.enum;
}

const flag = (description: string) =>
  z
    .enum(['true', 'false'])
    .transform((given) => given === 'true')
    .optional()
    .meta({ description, override: asBoolean });

/** Describes the query of a search. */
export const searchQuery = z
  .object({
    q: z
      .string()
      .max(256)
      .default('')
      .meta({
        description:
          'Words in any of the languages; empty lists everything. `"phrase"`, `-word`, `agency:NAME` and `sector:CODE` are operators.',
        examples: ['impot revenu', 'ضريبة الدخل', '"income tax" -corporate agency:impots'],
      }),
    sector: choice(code, { description: 'Sector.', example: 'finance-and-economic-development' }),
    region: choice(code, { description: 'Region: ISO 3166-2 code, or MA for the whole country.', example: 'MA-09' }),
    agency: choice(agencyName, {
      description: 'Agency; under a name that it gave up it is found too, and `moved` says so.',
      example: 'impots',
    }),
    kind: choice(code, { description: 'Kind of algorithm.', example: 'rule' }),
    engine: choice(code, { description: 'What runs it: javascript, wasm, python, none.', example: 'wasm' }),
    license: choice(code, { description: 'Licence: SPDX expression.', example: 'EUPL-1.2' }),
    language: choice(code, { description: 'Language of its texts.', example: 'ar' }),
    risk: choice(code, { description: 'Risk level.', example: 'limited' }),
    status: choice(code, { description: 'Development status.', example: 'stable' }),
    sort: z.enum(SEARCH_SORTS).optional().meta({
      description:
        'Order: by relevance (default where there are words), the newest release first, the most reused first, or by name (default without words).',
    }),
    highlight: flag('Whether each hit says where its texts have what was asked for.'),
    explain: flag('Whether each hit says what its score is made of, where they are ordered by relevance.'),
    facets: flag('Whether values are counted (default true); without, the lists of `facets` are empty.'),
    limit: limit.default(20),
    cursor: cursor.optional(),
  })
  .meta({ id: 'SearchQuery' });

/** Is the query of a search. */
export type SearchQuery = z.infer<typeof searchQuery>;
