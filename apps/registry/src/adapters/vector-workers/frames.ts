import type { Writable } from 'node:stream';

const HEADER_BYTES = 4;

/** Writes one message with its length before it: four bytes, big-endian. */
export function writeFrame(stream: Writable, bytes: Uint8Array): void {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(bytes.length);
  stream.write(header);
  stream.write(bytes);
}

/**
 * Makes a reader of messages that takes pieces as they come and gives the messages they complete. A message that announces
 * more than `limit` bytes is refused before a byte of it is held: who has taken over a worker cannot fill the memory of
 * the server, as he could through the channel that Node gives to forked processes.
 * Throws `RangeError`.
 */
export function createFrameReader(limit: number): (piece: Buffer) => readonly Buffer[] {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted: number | undefined;
  const take = (count: number): Buffer => {
    const all = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    pieces = [all.subarray(count)];
    held -= count;
    return all.subarray(0, count);
  };
  return (piece) => {
    pieces.push(piece);
    held += piece.length;
    const messages: Buffer[] = [];
    for (;;) {
      if (wanted === undefined) {
        if (held < HEADER_BYTES) return messages;
        wanted = take(HEADER_BYTES).readUInt32BE();
        if (wanted > limit) throw new RangeError(`a message of ${wanted} bytes; at most ${limit} are read`);
      }
      if (held < wanted) return messages;
      messages.push(take(wanted));
      wanted = undefined;
    }
  };
}
