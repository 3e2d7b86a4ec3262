import {
  completedNodes,
  createLogKey,
  hashLeaf,
  proveConsistency,
  proveInclusion,
  signCheckpoint,
  treeRoot,
  type HashReader,
} from '@national-forge/transparency';

/** Is the tree of a log in memory, with the key that signs its checkpoints. */
export interface SampleTree {
  readonly origin: string;
  /** Verifier key. */
  readonly key: string;
  readonly size: () => number;
  readonly append: (leaf: Uint8Array) => number;
  readonly checkpoint: (size?: number) => string;
  readonly inclusion: (index: number, size: number) => Uint8Array[];
  readonly consistency: (from: number, to: number) => Uint8Array[];
}

/** Starts a tree without leaves. */
export function startSampleTree(origin: string): SampleTree {
  const { signer } = createLogKey(origin);
  const nodes: Uint8Array[][] = [];
  let count = 0;
  const read: HashReader = (level, index) => {
    const hash = nodes[level]?.[index];
    if (hash === undefined) throw new Error(`no subtree ${String(level)}/${String(index)}`);
    return hash;
  };
  return {
    origin,
    key: signer.verifierKey,
    size: () => count,
    append: (leaf) => {
      for (const { level, index, hash } of completedNodes(count, hashLeaf(leaf), read))
        (nodes[level] ??= [])[index] = hash;
      return count++;
    },
    checkpoint: (size = count) => signCheckpoint({ origin, size, root: treeRoot(size, read), extensions: [] }, signer),
    inclusion: (index, size) => [...proveInclusion({ index, size }, read)],
    consistency: (from, to) => [...proveConsistency({ from, to }, read)],
  };
}
