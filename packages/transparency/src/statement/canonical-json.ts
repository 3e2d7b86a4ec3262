/** Is a value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Formats a value as canonical JSON (RFC 8785): members sorted by UTF-16 code unit, no spaces, strings and numbers as
 * ECMAScript writes them. One value has one form, so its digest can stand for it.
 * @throws RangeError for numbers that are not finite and strings that are not well-formed Unicode
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return formatString(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON has no such number');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${formatString(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/**
 * Reads canonical JSON as an object: UTF-8, at most `limit` bytes, and exactly the bytes that `canonicalJson` would
 * make again. So spaces, doubled members, other escapes and other orders are refused without a parser of our own.
 * Answers undefined for anything else.
 */
export function readCanonicalObject(bytes: Uint8Array, limit: number): Readonly<Record<string, JsonValue>> | undefined {
  if (bytes.length > limit) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as JsonValue;
    const isObject = value !== null && typeof value === 'object' && !isList(value);
    return isObject && canonicalJson(value) === text ? value : undefined;
  } catch {
    // Not UTF-8, not JSON, or nested deeper than the stack: not what we made.
    return undefined;
  }
}

// Array.isArray does not narrow readonly arrays.
const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);

function formatString(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('JSON text must be well-formed Unicode');
  return JSON.stringify(text);
}
