import { ProblemError } from '@national-forge/api';

import type { Deps } from '../../usecases/deps.ts';
import { resolve } from '../../usecases/resolve.ts';
import { search } from '../../usecases/search.ts';
import { nextLink } from '../next-link.ts';
import type { Handlers } from '../operation.ts';
import { json } from '../reply/reply.ts';

/** Answers search and resolve. */
export function searchHandlers(deps: Deps): Handlers<'search' | 'suggest' | 'resolve' | 'resolveMany'> {
  return {
    search: async ({ query, req }) => {
      const page = await search(deps, query);
      return json(200, page, nextLink(req, page.cursor));
    },
    suggest: async ({ query }) => json(200, await deps.search.suggest(query.q, query.limit)),
    resolve: async ({ query: { r, at } }) => json(200, await resolve(deps, { requirements: parseReferences(r), at })),
    resolveMany: async ({ body }) => json(200, await resolve(deps, body)),
  };
}

function parseReferences(r: string | readonly string[]): Readonly<Record<string, string>> {
  const requirements = Object.create(null) as Record<string, string>;
  for (const reference of typeof r === 'string' ? [r] : r) {
    const sign = reference.indexOf('@');
    const name = sign < 0 ? reference : reference.slice(0, sign);
    if (!/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,64}$/.test(name) || name in requirements) {
      throw new ProblemError('request-invalid', { reason: `/query/r: ${reference.slice(0, 200)}` });
    }
    requirements[name] = sign < 0 ? 'latest' : reference.slice(sign + 1);
  }
  return { ...requirements };
}
