import { StoreError } from '../../ports.ts';

/** Bounds what a source may give for one thing that is held in memory. */
export const LIMITS = {
  checkpoint: 1_000_000,
  standing: 1_000_000,
  tile: 256 * (8192 + 2),
  detail: 64 * 1024 * 1024,
} as const;

/** Reads a stream to its end. Throws `StoreError` `source-damaged` when it is longer than `limit`. */
export async function readBounded(
  body: AsyncIterable<Uint8Array>,
  { limit, what }: { readonly limit: number; readonly what: string },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > limit) throw new StoreError('source-damaged', `${what} is longer than ${limit} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
