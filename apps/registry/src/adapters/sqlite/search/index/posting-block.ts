/** Is the highest level: 64 steps of impact, each with four of the static rank. */
const TOP_LEVEL = 255;

const SPAN = 2 ** 32;

/** Makes the number by which postings of a term are ordered: the highest level first, then the smallest document. */
export function postingKey(level: number, document: number): number {
  return (TOP_LEVEL - level) * SPAN + document;
}

/** Gives the document of a posting. */
export function documentOf(key: number): number {
  return key - Math.floor(key / SPAN) * SPAN;
}

/** Gives the level of a posting. */
export function levelOf(key: number): number {
  return TOP_LEVEL - Math.floor(key / SPAN);
}

/**
 * Writes ascending keys as a block: the differences between neighbours, seven bits to a byte, the lowest first, the
 * eighth bit set in all but the last byte of a number (LEB128).
 */
export function formatBlock(keys: ArrayLike<number>): Buffer {
  const bytes = Buffer.allocUnsafe(keys.length * 8);
  let at = 0;
  let last = 0;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? last;
    let rest = key - last;
    last = key;
    while (rest > LARGEST) {
      bytes[at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    for (; rest >= 128; rest >>>= 7) bytes[at++] = (rest & 127) | 128;
    bytes[at++] = rest;
  }
  return bytes.subarray(0, at);
}

/** Up to here numbers are cut by bits. */
const LARGEST = 2 ** 31 - 1;

/** Reads a block: the inverse of `formatBlock`. */
export function parseBlock(bytes: Uint8Array): number[] {
  const keys: number[] = [];
  let last = 0;
  for (let at = 0; at < bytes.length;) {
    let byte = bytes[at++] ?? 0;
    let value = byte & 127;
    for (let scale = 128; byte >= 128 && at < bytes.length; scale *= 128) {
      byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
    }
    last += value;
    keys.push(last);
  }
  return keys;
}

/** Holds postings side by side: as many as were read, in their order. */
export interface Postings {
  length: number;
  readonly documents: Uint32Array;
  readonly levels: Uint8Array;
}

/** Makes room for so many postings. */
export function makePostings(most: number): Postings {
  return { length: 0, documents: new Uint32Array(most), levels: new Uint8Array(most) };
}

/** Reads a block behind what was read, as far as there is room; as `parseBlock` does, without a number for each key. */
export function readBlock(bytes: Uint8Array, into: Postings): void {
  const { documents, levels } = into;
  let { length } = into;
  let document = 0;
  let level = TOP_LEVEL;
  for (let at = 0; at < bytes.length && length < documents.length;) {
    let byte = bytes[at++] ?? 0;
    document += byte & 127;
    for (let scale = 128; byte >= 128 && at < bytes.length; scale *= 128) {
      byte = bytes[at++] ?? 0;
      document += (byte & 127) * scale;
    }
    if (document >= SPAN) {
      const steps = Math.floor(document / SPAN);
      document -= steps * SPAN;
      level -= steps;
    }
    documents[length] = document;
    levels[length] = level;
    length += 1;
  }
  into.length = length;
}
