import { createHash } from 'node:crypto';

/** Answers for lists of leaves D[start:end] as RFC 6962 §2.1 writes it, by recursion. */
export interface ReferenceTree {
  /** Computes MTH(D[start:end]). */
  readonly root: (start: number, end: number) => Buffer;
  /** Computes PATH(m, D[start:end]), m counted from `start`. */
  readonly path: (m: number, start: number, end: number) => readonly Buffer[];
  /** Computes PROOF(m, D[0:end]). */
  readonly proof: (m: number, end: number) => readonly Buffer[];
}

/**
 * Makes the reference for a list of leaves. It shares nothing with the code under test, not even the hash functions: a
 * mistake has to be made twice to pass. Roots are remembered, else all sizes to 300 take minutes.
 */
export function createReferenceTree(leaves: readonly Uint8Array[]): ReferenceTree {
  const known = new Map<string, Buffer>();
  const root = (start: number, end: number): Buffer => {
    const key = `${start}:${end}`;
    const hash = known.get(key) ?? compute(start, end);
    known.set(key, hash);
    return hash;
  };
  const compute = (start: number, end: number): Buffer => {
    const leaf = leaves[start];
    if (start === end || leaf === undefined) return createHash('sha256').digest();
    if (end - start === 1) return createHash('sha256').update('\u0000').update(leaf).digest();
    const k = start + split(end - start);
    return createHash('sha256').update('\u0001').update(root(start, k)).update(root(k, end)).digest();
  };
  const path = (m: number, start: number, end: number): readonly Buffer[] => {
    if (end - start === 1) return [];
    const k = split(end - start);
    return m < k
      ? [...path(m, start, start + k), root(start + k, end)]
      : [...path(m - k, start + k, end), root(start, start + k)];
  };
  const subproof = (range: { m: number; start: number; end: number }, known: boolean): readonly Buffer[] => {
    const { m, start, end } = range;
    if (m === end - start) return known ? [] : [root(start, end)];
    const k = split(end - start);
    return m <= k
      ? [...subproof({ m, start, end: start + k }, known), root(start + k, end)]
      : [...subproof({ m: m - k, start: start + k, end }, false), root(start, start + k)];
  };
  return { root, path, proof: (m, end) => subproof({ m, start: 0, end }, true) };
}

function split(n: number): number {
  let k = 1;
  while (2 * k < n) k = 2 * k;
  return k;
}
