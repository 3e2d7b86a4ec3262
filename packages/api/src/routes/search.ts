import * as z from 'zod';

import { limit } from '../bodies/common.ts';
import { searchPage, suggestions } from '../bodies/search.ts';
import { searchQuery } from '../bodies/search-query.ts';
import type { Route } from './route.ts';

const SEARCHING = `Words are found in Arabic, Darija (in Arabic letters or as \`dariba 3la dakhl\`), Tamazight (in Tifinagh or Latin letters), French and
English, whatever language an algorithm was described in; other forms of a word, its beginning and near spellings are found too.
Hits have all words; where fewer than 20 have, those with half of them follow, then those with any. An algorithm stands once, at its
best version; what is deprecated comes last, what is withdrawn not at all.

Operators in \`q\`: \`"income tax"\` these words side by side · \`-corporate\`, \`-"corporate tax"\` without them · \`agency:impots\`,
\`sector:healthcare\` only these. What is not well formed is taken as words; no query is an error but one that is too long.

A facet may be repeated (\`sector=healthcare&sector=education\`): any of its values; between facets all. Pages follow by \`cursor\`, which
belongs to its query; \`Link: rel="next"\` is the whole address. What is published between two pages is neither repeated nor makes
others be left out.`;

/** Lists the routes of search. */
export const searchRoutes = {
  search: {
    method: 'get',
    path: '/api/v1/search',
    summary: 'Search algorithms',
    description: SEARCHING,
    tag: 'search',
    access: 'public',
    query: searchQuery,
    answers: {
      200: { description: 'A page of hits.', content: { 'application/json': searchPage }, headers: ['ETag', 'Link'] },
      304: { description: 'Not changed since the ETag given.' },
    },
    problems: ['cursor-invalid'],
  },
  suggest: {
    method: 'get',
    path: '/api/v1/suggest',
    summary: 'Suggest algorithms while typing',
    description:
      'Gives algorithms whose name or title has each word but the last of `q`, and one that begins like the last, in any script; what is reused most comes first.',
    tag: 'search',
    access: 'public',
    query: z.object({
      q: z
        .string()
        .min(1)
        .max(100)
        .meta({ description: 'What was typed so far, in any script.', examples: ['imp', 'الضر', 'ⵜⴰ'] }),
      limit: limit.default(10),
    }),
    answers: {
      200: { description: 'Suggestions.', content: { 'application/json': suggestions }, headers: ['ETag'] },
      304: { description: 'Not changed since the ETag given.' },
    },
    problems: [],
  },
} as const satisfies Record<string, Route>;
