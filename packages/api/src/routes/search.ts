import * as z from 'zod';

import { limit } from '../bodies/common.ts';
import { searchPage, searchQuery, suggestions } from '../bodies/search.ts';
import type { Route } from './route.ts';

/** Lists the routes of search. */
export const searchRoutes = {
  search: {
    method: 'get',
    path: '/api/v1/search',
    summary: 'Search algorithms',
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
    tag: 'search',
    access: 'public',
    query: z.object({ q: z.string().min(1).max(100), limit: limit.default(10) }),
    answers: {
      200: { description: 'Suggestions.', content: { 'application/json': suggestions }, headers: ['ETag'] },
      304: { description: 'Not changed since the ETag given.' },
    },
    problems: [],
  },
} as const satisfies Record<string, Route>;
