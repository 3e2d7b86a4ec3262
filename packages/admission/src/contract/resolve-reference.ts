/** Is where a reference leads: a file of the release, and what of it. */
export interface FileReference {
  /** Path inside the release. */
  readonly file: string;
  /** What follows `#`, as it is written; empty for the whole file. */
  readonly fragment: string;
}

/** Takes a reference apart (RFC 3986, appendix B): scheme, host, path, query, fragment. */
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(?:#(.*))?$/s;

/**
 * Resolves a reference against the place of the file that holds it (RFC 3986 §5.2). Undefined where it leads out of the release: by a
 * scheme, a host, an absolute path, or by more `..` than there are folders.
 *
 * @example
 * resolveReference('schemas/input.json', '../shared/city.json#/$defs/code'); // { file: 'shared/city.json', fragment: '/$defs/code' }
 */
export function resolveReference(holder: string, reference: string): FileReference | undefined {
  const [, scheme, host, path = '', query = '', fragment = ''] = PARTS.exec(reference) ?? [];
  if (scheme !== undefined || host !== undefined || path.startsWith('/')) return undefined;
  if (path + query === '') return { file: holder, fragment };
  const place = walkFrom(holder.split('/').slice(0, -1), path);
  // No file has a query in its name: it is missing.
  return place && { file: place.join('/') + query, fragment };
}

/** Removes the dots (RFC 3986 §5.2.4), but does not stay at the root: whoever writes one step too many means another place. */
function walkFrom(folders: readonly string[], path: string): readonly string[] | undefined {
  const place = [...folders];
  for (const part of path.split('/').map(decoded)) {
    if (part === '..' && place.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.') place.push(part);
  }
  return place;
}

/** A part that would become several, or none that can be decoded, names no file: it stays as it is written. */
function decoded(part: string): string {
  try {
    const name = decodeURIComponent(part);
    return name.includes('/') ? part : name;
  } catch {
    return part;
  }
}
