/** Documents of one stored container: their bits fill a page of the database, but for its header. */
export const CONTAINER = 31_744;

const CONTAINER_WORDS = CONTAINER / 32;

/** Is a set of documents: bit `d % 32` of word `d / 32`. Sets that are combined have the same length. */
export type Bitmap = Uint32Array;

/** Makes an empty set for documents up to the largest. */
export function emptyBitmap(largest: number): Bitmap {
  return new Uint32Array((Math.floor(largest / CONTAINER) + 1) * CONTAINER_WORDS);
}

/** Tells whether a document is in a set. */
export function hasBit(bitmap: Bitmap, document: number): boolean {
  return (((bitmap[document >>> 5] ?? 0) >>> (document & 31)) & 1) === 1;
}

/** Puts a document into a set. */
export function setBit(bitmap: Bitmap, document: number): void {
  const word = document >>> 5;
  bitmap[word] = (bitmap[word] ?? 0) | (1 << (document & 31));
}

/** Takes a document out of a set. */
export function clearBit(bitmap: Bitmap, document: number): void {
  const word = document >>> 5;
  bitmap[word] = (bitmap[word] ?? 0) & ~(1 << (document & 31));
}

/** Adds all documents of another set. */
export function addAll(into: Bitmap, other: Bitmap): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) | (other[word] ?? 0);
}

/** Keeps only documents of another set. */
export function keepOnly(into: Bitmap, other: Bitmap): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) & (other[word] ?? 0);
}

/** Takes away all documents of another set. */
export function takeAway(into: Bitmap, other: Bitmap): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) & ~(other[word] ?? 0);
}

/** Counts the documents of a set. */
export function countBits(bitmap: Bitmap): number {
  let count = 0;
  for (let word = 0; word < bitmap.length; word += 1) {
    let bits = bitmap[word] ?? 0;
    if (bits === 0) continue;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}

/** Visits the documents of a set in their order until the visitor says `false`. */
export function visitBits(bitmap: Bitmap, visit: (document: number) => boolean): void {
  for (let word = 0; word < bitmap.length; word += 1) {
    let bits = bitmap[word] ?? 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      if (!visit(word * 32 + 31 - Math.clz32(lowest))) return;
      bits ^= lowest;
    }
  }
}

/**
 * Gives the documents that are in at least so many of the sets: the counts are kept as bits, one set for each binary digit
 * (a carry-save adder), so that 32 documents are counted at once.
 */
export function atLeast(sets: readonly Bitmap[], least: number): Bitmap {
  const length = sets[0]?.length ?? 0;
  const result = new Uint32Array(length);
  if (least > sets.length) return result;
  const digits = new Uint32Array(Math.ceil(Math.log2(sets.length + 1)) + 1);
  for (let word = 0; word < length; word += 1) {
    digits.fill(0);
    for (const set of sets) addOne(digits, set[word] ?? 0);
    result[word] = notLess(digits, least);
  }
  return result;
}

function addOne(digits: Uint32Array, bits: number): void {
  let carry = bits;
  for (let digit = 0; digit < digits.length && carry !== 0; digit += 1) {
    const before = digits[digit] ?? 0;
    digits[digit] = before ^ carry;
    carry &= before;
  }
}

/** Compares from the highest digit down: greater where a digit is set that the least has not, equal so far elsewhere. */
function notLess(digits: Uint32Array, least: number): number {
  let greater = 0;
  let equal = -1;
  for (let digit = digits.length - 1; digit >= 0; digit -= 1) {
    const bits = digits[digit] ?? 0;
    if (((least >>> digit) & 1) === 1) equal &= bits;
    else {
      greater |= equal & bits;
      equal &= ~bits;
    }
  }
  return greater | equal;
}
