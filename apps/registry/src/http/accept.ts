import type { Locale } from '@national-forge/manifest';

/** Is one entry of an Accept-like header: a value and how much it is wanted, 0 to 1. */
export interface Preference {
  readonly value: string;
  readonly q: number;
}

/** Reads an Accept-like header (RFC 9110 §12.4.2); what cannot be read is left out. */
function parsePreferences(header: string): readonly Preference[] {
  return header
    .slice(0, 1024)
    .split(',')
    .flatMap((entry) => {
      const [value = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const weight = parameters.find((part) => /^q=/i.test(part))?.slice(2) ?? '1';
      const q = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
      return value === '' ? [] : [{ value: value.toLowerCase(), q }];
    });
}

/** Names a content coding the registry can serve. */
export type Coding = 'zstd' | 'br' | 'gzip' | 'identity';

/** In the order preferred where the client does not care: smaller and cheaper to read first. */
const CODINGS: readonly Coding[] = ['zstd', 'br', 'gzip'];
const REMEMBERED = 200;
const negotiated = new Map<string, Coding>();

/**
 * Chooses the content coding for an Accept-Encoding header (RFC 9110 §12.5.3). Browsers send a handful of different
 * headers, so the answers are remembered.
 */
export function negotiateCoding(header: string | undefined): Coding {
  if (header === undefined || header === '') return 'identity';
  const known = negotiated.get(header);
  if (known !== undefined) return known;
  const coding = chooseCoding(header);
  if (negotiated.size >= REMEMBERED) negotiated.clear();
  negotiated.set(header, coding);
  return coding;
}

function chooseCoding(header: string): Coding {
  const weights = new Map(parsePreferences(header).map(({ value, q }) => [value === 'x-gzip' ? 'gzip' : value, q]));
  const rest = weights.get('*') ?? 0;
  const identity = weights.get('identity') ?? (weights.get('*') === 0 ? 0 : 0.0005);
  let best: Coding = 'identity';
  let most = identity;
  for (const coding of CODINGS) {
    const q = weights.get(coding) ?? rest;
    if (q > most) {
      best = coding;
      most = q;
    }
  }
  return best;
}

// A map, not an object: the client names the key, and `__proto__` is one of them.
const LOCALE_OF: ReadonlyMap<string, Locale> = new Map([
  ['ar', 'ar'],
  ['ary', 'ar'],
  ['fr', 'fr'],
  ['zgh', 'fr'],
  ['ber', 'fr'],
  ['en', 'en'],
]);

/** Chooses the language of messages for an Accept-Language header; `fallback` where nothing fits. */
export function negotiateLocale(header: string | undefined, fallback: Locale = 'en'): Locale {
  if (header === undefined) return fallback;
  let best: Locale | undefined;
  let most = 0;
  for (const { value, q } of parsePreferences(header)) {
    const locale = LOCALE_OF.get(value.split('-')[0] ?? '');
    if (locale !== undefined && q > most) {
      best = locale;
      most = q;
    }
  }
  return best ?? fallback;
}

/** Tells how much a media type is wanted (RFC 9110 §12.5.1): the most specific range that names it decides. */
export function mediaTypeWeight(header: string | undefined, type: string): number {
  if (header === undefined || header.trim() === '') return 1;
  const weights = new Map(parsePreferences(header).map(({ value, q }) => [value, q]));
  return weights.get(type) ?? weights.get(`${type.split('/')[0] ?? ''}/*`) ?? weights.get('*/*') ?? 0;
}
