import { ProblemError } from '@national-forge/api';

/** Writes the cursor of a listing by name: base64url of `listing:name`. */
function formatCursor(listing: string, name: string): string {
  return Buffer.from(`${listing}:${name}`).toString('base64url');
}

/**
 * Reads a cursor of this listing; the name after which the page begins, empty for the first page.
 * Throws `ProblemError` `cursor-invalid` for a cursor of another listing or an edited one.
 */
export function parseCursor(listing: string, cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const text = Buffer.from(cursor, 'base64url').toString();
  const name = text.slice(listing.length + 1);
  if (!text.startsWith(`${listing}:`) || !/^[a-z0-9/-]{1,110}$/.test(name) || formatCursor(listing, name) !== cursor) {
    throw new ProblemError('cursor-invalid', { cursor });
  }
  return name;
}

/** Cuts rows, of which one more than `limit` was asked for, to a page and the cursor of the next one, if there is one. */
export function cutPage<Row extends { readonly name: string }>(
  listing: string,
  rows: readonly Row[],
  limit: number,
): { readonly shown: readonly Row[]; readonly cursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last ? { shown, cursor: formatCursor(listing, last.name) } : { shown };
}
