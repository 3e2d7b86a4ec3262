import { ProblemError } from '@national-forge/api';

/** Bounds the parameters of a query. */
const PARAMETERS = 100;

/**
 * Reads the query of an address; a parameter given several times becomes a list.
 * Throws `ProblemError` `request-invalid` for percent signs that encode nothing or no UTF-8.
 */
export function parseQuery(url: string): Readonly<Record<string, string | readonly string[]>> {
  const start = url.indexOf('?');
  const parts = start < 0 ? [] : url.slice(start + 1).split('&', PARAMETERS + 1);
  const excess = parts[PARAMETERS];
  if (excess !== undefined) throw new ProblemError('request-invalid', { reason: `${placeOf(excess)} > ${PARAMETERS}` });
  const query = Object.create(null) as Record<string, string | readonly string[]>;
  for (const part of parts) {
    if (part === '') continue;
    const sign = part.indexOf('=');
    const name = decode(part, sign < 0 ? part : part.slice(0, sign));
    const value = sign < 0 ? '' : decode(part, part.slice(sign + 1));
    const before = query[name];
    query[name] = before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value];
  }
  return { ...query };
}

function decode(part: string, text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new ProblemError('request-invalid', { reason: `${placeOf(part)}: ${text.slice(0, 100)}` }, { cause });
  }
}

/** Names the parameter at fault as it was written. */
function placeOf(part: string): string {
  const [name = ''] = part.split('=', 1);
  return `/query/${name.slice(0, 100)}`;
}
