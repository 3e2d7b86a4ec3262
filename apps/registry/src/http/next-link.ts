import type { IncomingMessage } from 'node:http';

/** Makes the `Link: rel="next"` header of a page (RFC 8288): the same query with the cursor of the next page. */
export function nextLink(req: IncomingMessage, cursor: string | undefined): Readonly<Record<string, string>> {
  if (cursor === undefined) return {};
  const url = req.url ?? '';
  const start = url.indexOf('?');
  const query = new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
  query.set('cursor', cursor);
  return { Link: `<${start < 0 ? url : url.slice(0, start)}?${query.toString()}>; rel="next"` };
}
