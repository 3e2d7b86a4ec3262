import type { Client } from '@national-forge/client';
import {
  assertConsistency,
  hashChildren,
  hashLeaf,
  openCheckpoint,
  parseVerifierKey,
  type NoteVerifier,
} from '@national-forge/transparency';

/** Remembers every checkpoint that anyone was shown, and holds the log to them. */
export interface Witness {
  readonly verifier: NoteVerifier;
  /** Takes a checkpoint as it came; fails when its signature is not the log's, or when its size was seen with another root. */
  see(note: string): number;
  /** Proves each checkpoint that is not proved yet to be a prefix of the newest one of a server; gives how many. */
  confirm(client: Client): Promise<number>;
  /** Compares the root of every checkpoint ever seen with the leaves themselves; gives how many. */
  assertRoots(leaves: readonly Uint8Array[]): number;
}

/** Makes a witness who pins the key that a registry names now. */
export async function openWitness(client: Client): Promise<Witness> {
  const { keys } = await client.logKeys();
  const verifier = parseVerifierKey(keys.at(-1)?.key ?? '');
  const roots = new Map<number, string>();
  const waiting = new Set<number>();
  const see = (note: string): number => {
    const { size, root } = openCheckpoint(note, verifier);
    const text = toBase64(root);
    const known = roots.get(size);
    if (known !== undefined && known !== text)
      throw new Error(`two trees of ${String(size)} leaves: ${known}, ${text}`);
    if (known === undefined) waiting.add(size);
    roots.set(size, text);
    return size;
  };
  return {
    verifier,
    see,
    async confirm(reader) {
      const to = see(await reader.checkpoint());
      const sizes = [...waiting].sort((a, b) => a - b);
      for (const from of sizes) await assertPrefix(reader, roots, { from, to });
      waiting.clear();
      // What is proved of this one holds for all that came before it.
      waiting.add(to);
      return sizes.length;
    },
    assertRoots(leaves) {
      const actual = rootsOf(leaves);
      for (const [size, root] of roots) {
        if (actual[size] !== root) throw new Error(`the first ${String(size)} leaves are not those that were signed`);
      }
      return roots.size;
    },
  };
}

async function assertPrefix(
  reader: Client,
  roots: ReadonlyMap<number, string>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const hashes = from === to ? [] : (await reader.consistency({ from, to })).hashes;
  const headOf = (size: number) => ({ size, root: fromBase64(roots.get(size) ?? '') });
  assertConsistency({ from: headOf(from), to: headOf(to), hashes: hashes.map(fromBase64) });
}

/** Gives the root of the first n leaves for every n, by the definition of RFC 6962 §2.1: subtrees of powers of two. */
function rootsOf(leaves: readonly Uint8Array[]): readonly string[] {
  const complete: { readonly hash: Uint8Array; readonly count: number }[] = [];
  const roots = [''];
  for (const leaf of leaves) {
    let node = { hash: hashLeaf(leaf), count: 1 };
    for (let left = complete.at(-1); left?.count === node.count; left = complete.at(-1)) {
      complete.pop();
      node = { hash: hashChildren(left.hash, node.hash), count: 2 * node.count };
    }
    complete.push(node);
    roots.push(toBase64(complete.map(({ hash }) => hash).reduceRight((right, left) => hashChildren(left, right))));
  }
  return roots;
}

/** Reads all leaves through the feed, as any client may. */
export async function readLeaves(client: Client): Promise<readonly Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (;;) {
    const { entries } = await client.logEntries({ from: leaves.length, limit: 1000 });
    if (entries.length === 0) return leaves;
    for (const { index, leaf } of entries) {
      if (index !== leaves.length) throw new Error(`leaf ${String(leaves.length)} is missing in the feed`);
      leaves.push(Buffer.from(leaf));
    }
  }
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
