import { accountRoutes } from './accounts.ts';
import { algorithmRoutes } from './algorithms.ts';
import { logRoutes } from './log.ts';
import { metaRoutes } from './meta.ts';
import { publishRoutes } from './publish.ts';
import { BODY_PROBLEMS, COMMON_PROBLEMS, isWrite, TOKEN_PROBLEMS, WRITE_PROBLEMS, type Route } from './route.ts';
import { searchRoutes } from './search.ts';

/** Lists every operation of the HTTP interface by its operationId. */
export const ROUTES = {
  ...metaRoutes,
  ...publishRoutes,
  ...algorithmRoutes,
  ...searchRoutes,
  ...accountRoutes,
  ...logRoutes,
} as const;

/** Names an operation. */
export type OperationId = keyof typeof ROUTES;

/** Lists every problem that an operation may answer with, sorted. */
export function problemsOf(operation: OperationId): readonly (typeof COMMON_PROBLEMS)[number][] {
  const route: Route = ROUTES[operation];
  return [
    ...new Set([
      ...COMMON_PROBLEMS,
      ...(route.access === 'public' ? [] : TOKEN_PROBLEMS),
      ...(isWrite(route) ? WRITE_PROBLEMS : []),
      ...(route.body && 'application/json' in route.body ? BODY_PROBLEMS : []),
      ...route.problems,
    ]),
  ].sort();
}

/**
 * Fills the path of an operation; each value is percent-encoded, a value with slashes keeps them.
 *
 * @example pathOf('getAgency', { agency: 'impots' }) // '/api/v1/agencies/impots'
 */
export function pathOf(operation: OperationId, params: Readonly<Record<string, string | number>> = {}): string {
  return ROUTES[operation].path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`path of ${operation} needs "${name}"`);
    return String(value).split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
  });
}
