import { CHUNK, RANK, WIDTH, type Columns } from './columns.ts';
import type { Pending } from '../entry/pending.ts';

/** Gives the packed static rank of a document. */
export function rankOf(
  { columns, pending }: { readonly columns: Columns; readonly pending: ReturnType<Pending> },
  document: number,
): number {
  const found = pending.get(document)?.found;
  if (found !== undefined) return found.rank;
  return columns.chunk(Math.floor(document / CHUNK))[(document % CHUNK) * WIDTH + RANK] ?? 0;
}
