/** Tells that the registry reads a name as another one. It says so; nothing of it is proved. */
export interface MovedName {
  readonly kind: 'algorithm' | 'agency';
  readonly from: string;
  readonly to: string;
}

/** Is where a redirect leads. */
export interface Redirect {
  /** Path with query, as requests hold it. */
  readonly path: string;
  readonly moved: MovedName;
}

/** Counts the redirects that one request follows: chains of names are one step, so more than a few lead nowhere. */
export const REDIRECT_LIMIT = 5;

/**
 * Reads where a redirect leads (RFC 9110 §15.4.9). Only a name may be exchanged, and only within the API of the same origin: a
 * redirect could carry the token to another host, turn off encryption, or make of one question the answer to another.
 * @param base the address of the registry
 * @param path path with query of the request, without the path of the registry in front
 * @returns undefined when it may not be followed
 */
export function readRedirect(base: URL, path: string, location: string | undefined): Redirect | undefined {
  const prefix = base.pathname.replace(/\/$/, '');
  const asked = new URL(`${base.origin}${prefix}${path}`);
  const shown = URL.parse(location ?? '', asked.href);
  if (location === undefined || shown === null || !isBeside(shown, asked)) return undefined;
  const from = readPath(withoutPrefix(asked.pathname, prefix));
  // Behind a proxy that puts the registry below a path, the registry itself may not know of that path.
  const to = readPath(withoutPrefix(shown.pathname, prefix)) ?? readPath(shown.pathname);
  if (from === undefined || to === undefined || from.kind !== to.kind || from.rest !== to.rest) return undefined;
  if (from.name === to.name) return undefined;
  const moved = { kind: from.kind, from: from.name, to: to.name } as const;
  const segments = from.kind === 'agency' ? 'agencies' : 'algorithms';
  return { path: `/api/v1/${segments}/${to.name}${to.rest}${shown.search}`, moved };
}

/** Tells whether one address asks the same host the same question, in the same way. */
const isBeside = (shown: URL, { origin, search }: URL): boolean =>
  shown.origin === origin && shown.search === search && `${shown.username}${shown.password}${shown.hash}` === '';

const withoutPrefix = (path: string, prefix: string): string =>
  path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;

const NAME = '[a-z0-9-]+';
const ALGORITHM = new RegExp(`^/api/v1/algorithms/(${NAME}/${NAME})((?:/.*)?)$`);
const AGENCY = new RegExp(`^/api/v1/agencies/(${NAME})((?:/.*)?)$`);

function readPath(
  path: string,
): { readonly kind: MovedName['kind']; readonly name: string; readonly rest: string } | undefined {
  const algorithm = ALGORITHM.exec(path);
  const [, name, rest] = algorithm ?? AGENCY.exec(path) ?? [];
  if (name === undefined || rest === undefined) return undefined;
  return { kind: algorithm === null ? 'agency' : 'algorithm', name, rest };
}
