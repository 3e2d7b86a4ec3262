import { pathOf, ROUTES, type OperationId, type Route } from '@national-forge/api';

import type { Names } from '../ports.ts';
import { empty, type Reply } from './reply/reply.ts';

/** A redirect is kept this long, in seconds: the name it leads to may move on. */
const KEPT = 300;

/**
 * Answers a read under a name that was given up: the same thing is read under the present one. This is the one place that
 * knows; handlers see present names, or names that nobody ever had.
 */
export function movedReply(
  names: Names,
  id: OperationId,
  { params, url }: { readonly params: Readonly<Record<string, unknown>>; readonly url: string },
): Reply | undefined {
  const route: Route = ROUTES[id];
  if (!(308 in route.answers)) return undefined;
  const present = presentParams(names, params);
  if (present === undefined) return undefined;
  const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const location = `${pathOf(id, { ...(params as Readonly<Record<string, string>>), ...present })}${query}`;
  return empty(308, { Location: location, 'Cache-Control': `public, max-age=${KEPT}` });
}

function presentParams(
  names: Names,
  { agency, name }: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> | undefined {
  if (typeof agency !== 'string') return undefined;
  if (typeof name !== 'string') {
    const to = names.agency(agency);
    return to === undefined ? undefined : { agency: to };
  }
  const [toAgency, toName] = names.algorithm(`${agency}/${name}`)?.to.split('/') ?? [];
  return toAgency === undefined || toName === undefined ? undefined : { agency: toAgency, name: toName };
}
