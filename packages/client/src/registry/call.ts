import { pathOf, type OperationId } from '@national-forge/api';

/** Holds the parts of a name that stand in a path. */
export interface NameParts {
  readonly agency: string;
  readonly name: string;
}

/** Lets a caller give up. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Is a value of a query; undefined and empty lists are left out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** Splits `agency/name` for a path; what is no name meets no route. */
export function nameParts(name: string): NameParts {
  const [agency = '', ...rest] = name.split('/');
  return { agency, name: rest.join('%2F') };
}

/** Builds the path of an operation with its query. */
export function target(
  operation: OperationId,
  params: Readonly<Record<string, string | number>> = {},
  query: Readonly<Record<string, QueryValue>> = {},
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)]) search.append(key, one);
  }
  const text = search.toString();
  return pathOf(operation, params) + (text === '' ? '' : `?${text}`);
}
