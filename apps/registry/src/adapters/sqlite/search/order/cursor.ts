import { hash } from 'node:crypto';

import { ProblemError } from '@national-forge/api';

import type { SearchRequest } from '../../../../ports.ts';
import type { Place } from './placed.ts';

/** Names a request without its place and what is shown of it, so that a cursor belongs to one order of hits alone. */
function requestHash(request: SearchRequest): string {
  const { cursor: _cursor, limit: _limit, highlight: _marks, explain: _parts, facets: _facets, ...asked } = request;
  const members = Object.entries(asked).filter(([, value]) => value !== undefined);
  return hash('sha256', JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1))), 'base64url').slice(0, 12);
}

/** Writes the cursor of a place; opaque to callers: base64url of the JSON of hash, key and document. */
export function formatCursor(request: SearchRequest, { key, document }: Place): string {
  return Buffer.from(JSON.stringify([requestHash(request), key, document])).toString('base64url');
}

/**
 * Reads the cursor of a request.
 * @throws ProblemError `cursor-invalid` when it was not made by this request
 */
export function parseCursor(request: SearchRequest): Place | undefined {
  const { cursor } = request;
  if (cursor === undefined) return undefined;
  const place = readPlace(Buffer.from(cursor, 'base64url').toString());
  if (place !== undefined && formatCursor(request, place) === cursor) return place;
  throw new ProblemError('cursor-invalid', { cursor });
}

function readPlace(text: string): Place | undefined {
  try {
    const [, key, document] = JSON.parse(text) as readonly unknown[];
    if (!Number.isSafeInteger(document)) return undefined;
    if (typeof key !== 'string' && typeof key !== 'number') return undefined;
    return { key, document: Number(document) };
  } catch {
    return undefined;
  }
}
