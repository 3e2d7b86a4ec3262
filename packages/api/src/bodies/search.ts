import * as z from 'zod';

import { agencyName, algorithmName, cursor, instant, languageMap, version } from './common.ts';
import { explanation, highlights } from './search-details.ts';
import { FACETS } from './search-query.ts';

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
    engine: z.string().meta({ description: 'What runs it: javascript, wasm, python, none; empty where nobody knows.' }),
    highlights: highlights.optional(),
    explanation: explanation.optional(),
  })
  .meta({
    id: 'SearchHit',
    description: 'An algorithm, at its best version.',
    examples: [
      {
        name: 'impots/income-tax',
        version: '2.0.0',
        title: { ar: 'الضريبة على الدخل', fr: 'Impôt sur le revenu', en: 'Income tax' },
        summary: { fr: 'Calcule l’impôt annuel sur le revenu.', en: 'Computes the annual income tax.' },
        ...{ kind: 'rule', sectors: ['finance-and-economic-development'], region: 'MA', license: 'EUPL-1.2' },
        ...{ languages: ['ar', 'fr', 'en'], risk: 'limited', status: 'stable', deprecated: false },
        updatedAt: '2026-11-23T10:00:00Z',
        engine: 'javascript',
        highlights: {
          title: {
            ar: [
              [0, 7],
              [12, 17],
            ],
          },
        },
      },
    ],
  });

/** Is one hit. */
export type SearchHit = z.infer<typeof searchHit>;

const facetCount = z
  .object({ value: z.string(), count: z.int().min(1) })
  .meta({ id: 'FacetCount', description: 'A value of a facet, and how many of all hits have it.' });

const move = z.object({ from: agencyName, to: agencyName }).meta({ id: 'MovedAgency' });

/** Describes a page of hits. */
export const searchPage = z
  .object({
    total: z.int().min(0).meta({ description: 'Number of all hits, exact.' }),
    hits: z.array(searchHit),
    facets: z.record(z.enum(FACETS), z.array(facetCount)).meta({
      description:
        'Exact counts over all hits, the most frequent value first: the first 100 of each facet, and what was chosen. A facet is counted as if nothing of it had been chosen.',
    }),
    cursor: cursor.optional(),
    didYouMean: z
      .string()
      .optional()
      .meta({
        description: 'The words with what was misspelt corrected: these were looked for, too.',
        examples: ['income tax'],
      }),
    moved: move.optional().meta({
      description: 'The agency that was asked for has another name now; the hits are those of that one.',
    }),
    alsoMoved: z
      .array(move)
      .optional()
      .meta({ description: 'Further agencies that were asked for and have another name now.' }),
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
