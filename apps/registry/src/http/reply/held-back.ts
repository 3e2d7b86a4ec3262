import type { Readable } from 'node:stream';

/** Bytes read before the first is sent. */
const AHEAD = 512 * 1024;

/** Is the beginning of a stream, read already, and the rest of it. */
export interface Ahead {
  readonly first: readonly Buffer[];
  readonly rest: AsyncIterator<Buffer> | undefined;
}

/** Reads the beginning of a stream; fails if the stream fails so early. */
export async function readAhead(source: Readable): Promise<Ahead> {
  const rest = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first: Buffer[] = [];
  let size = 0;
  while (size <= AHEAD) {
    const next = await rest.next();
    if (next.done === true) return { first, rest: undefined };
    first.push(next.value);
    size += next.value.length;
  }
  return { first, rest };
}

/**
 * Passes bytes on one piece late: the last piece leaves only when the source has ended well. A reader that counts
 * bytes can then never take a body for complete whose digest turned out wrong.
 */
export async function* heldBack({ first, rest }: Ahead): AsyncGenerator<Buffer> {
  let held: Buffer | undefined;
  try {
    for (const piece of first) {
      if (held !== undefined) yield held;
      held = piece;
    }
    for (let next = await rest?.next(); next && next.done !== true; next = await rest?.next()) {
      if (held !== undefined) yield held;
      held = next.value;
    }
    if (held !== undefined) yield held;
  } finally {
    await rest?.return?.();
  }
}
