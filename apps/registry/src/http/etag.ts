import type { Coding } from './accept.ts';

const SUFFIX: Readonly<Record<Coding, string>> = { identity: '', gzip: '-gz', br: '-br', zstd: '-zs' };

/** Gives the ETag of a coded form: each form is a representation of its own (RFC 9110 §8.8.3.3). */
export function codedEtag(etag: string, coding: Coding): string {
  return coding === 'identity' ? etag : `${etag.slice(0, -1)}${SUFFIX[coding]}"`;
}

/** Takes the mark of the coding off an ETag, so that what was read compressed can be named in If-Match. */
function baseEtag(etag: string): string {
  return etag.replace(/-(?:gz|br|zs)"$/, '"');
}

/** Tells whether If-None-Match names this representation in any of its codings (weak comparison, RFC 9110 §13.1.2). */
export function matchesNone(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header.trim() === '*') return true;
  const wanted = baseEtag(etag);
  return header.split(',').some((one) => baseEtag(one.trim().replace(/^W\//, '')) === wanted);
}

/**
 * Reads the single strong ETag of If-Match, `*` included; undefined when there is none. A weak or a second ETag can never
 * match a state that is to be replaced, so it is passed on as it is and fails there.
 */
export function parseIfMatch(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  return baseEtag(header.trim());
}
