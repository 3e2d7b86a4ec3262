import { digestOf } from '@national-forge/transparency';

import { StoreError, type LogSource, type LogStage, type NamedArchive, type NamedBytes } from '../../../ports.ts';
import { damaged } from './fetch-leaves.ts';

/** Is what fetching needs to know of what is here already. */
export interface HeldBytes {
  findDetail(digest: string): Uint8Array | undefined;
  hasArchive(archive: NamedArchive): Promise<boolean>;
  storeArchive(archive: NamedArchive, body: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Is where from and where to. */
export interface NamedRange {
  readonly source: LogSource;
  readonly stage: LogStage;
  readonly from: number;
}

const PAGE = 256;

/**
 * Fetches the details and envelopes that the staged leaves name, each proved by its digest.
 * Throws `StoreError` `source-damaged`, `source-incomplete`.
 */
export async function fetchDetails({ source, stage, from }: NamedRange, held: HeldBytes): Promise<number> {
  let count = 0;
  for (let next: number | null = from; next !== null;) {
    const page = stage.listNamed(next, PAGE);
    for (const one of page.named) count += (await fetchDetail(source, stage, { one, held })) ? 1 : 0;
    next = page.next;
  }
  return count;
}

async function fetchDetail(
  source: LogSource,
  stage: LogStage,
  { one, held }: { readonly one: NamedBytes; readonly held: HeldBytes },
): Promise<boolean> {
  const { digest, index, mayLack } = one;
  const known = held.findDetail(digest);
  const bytes = known ?? (await source.detail(digest));
  if (bytes === undefined) {
    if (mayLack) return false;
    throw incomplete(source, `${digest}, which leaf ${index} names, is not there`);
  }
  if (digestOf(bytes) !== digest) throw damaged(source, `${digest} has other bytes`);
  stage.addDetail(digest, bytes);
  return known === undefined;
}

/**
 * Fetches the archives of the staged releases that are not stored yet; each is durable before the next begins, so that a
 * later run goes on here. One that the source does not have may be passed over. Throws `StoreError` `source-damaged`, `source-incomplete`, `storage-full`.
 */
export async function fetchArchives(
  { source, stage, from }: NamedRange,
  held: HeldBytes,
  { mayLack = false }: { readonly mayLack?: boolean } = {},
): Promise<number> {
  let count = 0;
  for (let next: number | null = from; next !== null;) {
    const page = stage.listArchives(next, PAGE);
    for (const archive of page.archives) {
      if (await held.hasArchive(archive)) continue;
      const body = await source.blob(archive.digest);
      if (body === undefined && mayLack) continue;
      if (body === undefined) throw incomplete(source, `the archive ${archive.digest} is not there`);
      await held.storeArchive(archive, body);
      count += 1;
    }
    next = page.next;
  }
  return count;
}

const incomplete = ({ address }: LogSource, reason: string): StoreError =>
  new StoreError('source-incomplete', `${address}: ${reason}`);
