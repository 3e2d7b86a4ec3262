/** Lists the ways to break a proof: each hash changed, left out, doubled, swapped with the next, one more at each end. */
export function mutationsOf(hashes: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const [first = new Uint8Array(32), last = first] = [hashes[0], hashes.at(-1)];
  const single = hashes.flatMap((hash, at) => [
    hashes.with(at, flipped(hash, at)),
    hashes.with(at, hash.slice(0, 31)),
    hashes.with(at, new Uint8Array([...hash, 0])),
    hashes.toSpliced(at, 1),
    hashes.toSpliced(at, 0, hash),
    ...swapped(hashes, at),
  ]);
  return [...single, [first, ...hashes], [...hashes, last], [...hashes, new Uint8Array(32)]];
}

/** Changes one bit of a hash; which one depends on `seed`. */
export function flipped(hash: Uint8Array, seed: number): Uint8Array {
  const at = (seed * 7) % hash.length;
  return hash.with(at, (hash[at] ?? 0) ^ (1 << (seed % 8)));
}

function swapped(hashes: readonly Uint8Array[], at: number): readonly (readonly Uint8Array[])[] {
  const [one, other] = [hashes[at], hashes[at + 1]];
  return one === undefined || other === undefined ? [] : [hashes.with(at, other).with(at + 1, one)];
}
