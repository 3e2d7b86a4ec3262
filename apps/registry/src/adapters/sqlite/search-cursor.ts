import { hash } from 'node:crypto';

import { ProblemError, type SearchQuery } from '@national-forge/api';

/** Is the place of the last hit of a page: its tier and its name. */
export interface SearchPlace {
  readonly tier: number;
  readonly name: string;
}

/** Names a query without its place, so that a cursor belongs to one query alone. */
function queryHash({ cursor: _cursor, limit: _limit, ...query }: SearchQuery): string {
  const members = Object.entries(query).filter(([, value]) => value !== undefined);
  return hash('sha256', JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1))), 'base64url').slice(0, 12);
}

/** Writes the cursor of a place; opaque to callers: base64url of `hash.tier.name`. */
export function formatCursor(query: SearchQuery, { tier, name }: SearchPlace): string {
  return Buffer.from(`${queryHash(query)}.${tier}.${name}`).toString('base64url');
}

/**
 * Reads the cursor of a query.
 * @throws ProblemError `cursor-invalid` when it was not made by this query
 */
export function parseCursor(query: SearchQuery): SearchPlace | undefined {
  if (query.cursor === undefined) return undefined;
  const match = /^([\w-]{12})\.([01])\.([a-z0-9/-]{1,110})$/.exec(Buffer.from(query.cursor, 'base64url').toString());
  const [, hashed, tier, name] = match ?? [];
  const place = { tier: Number(tier), name: name ?? '' };
  if (hashed === queryHash(query) && formatCursor(query, place) === query.cursor) return place;
  throw new ProblemError('cursor-invalid', { cursor: query.cursor });
}
