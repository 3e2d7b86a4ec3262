import type { Dependents } from '@national-forge/api';

import { cutPage, parseCursor } from './cursor.ts';
import type { Deps } from './deps.ts';
import { assertAlgorithmExists } from './stored-document.ts';

/**
 * Lists the algorithms whose newest version depends on this one, by name, a page at a time.
 * Throws `ProblemError` `algorithm-unknown`, `cursor-invalid`.
 */
export async function listDependents(
  deps: Pick<Deps, 'catalogue' | 'documents' | 'names'>,
  name: string,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Dependents> {
  const listing = `dependents:${name}`;
  const after = parseCursor(listing, page.cursor);
  assertAlgorithmExists(deps, name);
  const { total, rows } = await deps.catalogue.listDependents(name, { after, limit: page.limit + 1 });
  const { shown, cursor } = cutPage(listing, rows, page.limit);
  return { name, total, dependents: [...shown], ...(cursor && { cursor }) };
}
