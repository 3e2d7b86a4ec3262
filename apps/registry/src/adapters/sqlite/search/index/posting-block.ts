/** Is the highest level: 64 steps of impact, each with four of the static rank. */
const TOP_LEVEL = 255;

const SPAN = 2 ** 32;

/** Makes the number by which postings of a term are ordered: the highest level first, then the smallest document. */
export function postingKey(level: number, document: number): number {
  return (TOP_LEVEL - level) * SPAN + document;
}

/** Gives the document of a posting. */
export function documentOf(key: number): number {
  return key % SPAN;
}

/** Gives the level of a posting. */
export function levelOf(key: number): number {
  return TOP_LEVEL - Math.floor(key / SPAN);
}

/**
 * Writes ascending keys as a block: the differences between neighbours, seven bits to a byte, the lowest first, the
 * eighth bit set in all but the last byte of a number (LEB128).
 */
export function formatBlock(keys: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(keys.length * 6);
  let at = 0;
  let last = 0;
  for (const key of keys) {
    let rest = key - last;
    last = key;
    while (rest >= 128) {
      bytes[at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    bytes[at++] = rest;
  }
  return bytes.subarray(0, at);
}

/** Reads a block: the inverse of `formatBlock`. */
export function parseBlock(bytes: Uint8Array): number[] {
  const keys: number[] = [];
  let last = 0;
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 127) * scale;
    if (byte >= 128) {
      scale *= 128;
      continue;
    }
    last += value;
    keys.push(last);
    value = 0;
    scale = 1;
  }
  return keys;
}
