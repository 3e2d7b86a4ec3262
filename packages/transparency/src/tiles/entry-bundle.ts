import { TransparencyError } from '../error.ts';
import { TILE_WIDTH } from './tile-path.ts';

const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = 0xffff;

/**
 * Formats a bundle of entries: for each leaf its length, 16 bits big-endian, and its bytes (C2SP tlog-tiles, "Log
 * entries").
 *
 * @throws TransparencyError `tile-malformed` unless there are 1 to 256 entries of at most 65,535 bytes.
 */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw malformed('entries', entries.length);
  const parts = entries.flatMap((entry) => {
    if (entry.length > MAX_ENTRY_BYTES) throw malformed('entry-length', entry.length);
    return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
  });
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * Parses a bundle of entries, to the last byte. Whoever fetched it under a path also compares the number of entries with
 * the width in the path, and their hashes with the tree.
 *
 * @throws TransparencyError `tile-malformed`.
 */
export function parseEntryBundle(bytes: Uint8Array): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) throw malformed('cut-length', at);
    const end = at + LENGTH_BYTES + high * 256 + low;
    if (end > bytes.length) throw malformed('cut-entry', at);
    if (entries.length === TILE_WIDTH) throw malformed('entries', TILE_WIDTH + 1);
    entries.push(bytes.slice(at + LENGTH_BYTES, end));
    at = end;
  }
  if (entries.length === 0) throw malformed('entries', 0);
  return entries;
}

function malformed(reason: string, value: number): TransparencyError {
  return new TransparencyError('tile-malformed', { reason, value });
}
