import {
  completedNodes,
  formatLeaf,
  hashChildren,
  hashLeaf,
  parseLeaf,
  TransparencyError,
  treeRoot,
  type Leaf,
  type TreeNode,
} from '@national-forge/transparency';

import type { Damage } from '../../../ports.ts';
import { insertLeaf, listLeaves } from '../log/leaves.ts';
import { insertNode, readNodes } from '../log/log-nodes.ts';
import type { Sql } from '../sql.ts';

/** Is a name and a key of the log, from the leaf on that names them. */
export interface Era {
  readonly since: number;
  readonly origin: string;
  readonly key: string;
}

/** Is what is known of a log after its leaves were read once. */
export interface LogOutline {
  /** Number of leaves without a gap. */
  readonly size: number;
  readonly eras: readonly Era[];
  /** Index of the first leaf that is to be projected; 0 unless given. */
  readonly from?: number;
  /** Digests of the releases whose detail the law has erased; their names may have moved since. */
  readonly erased: ReadonlySet<string>;
}

/** Is the outline of a log that was read, with what was found. */
export interface ReadLog extends LogOutline {
  /** Whether every leaf reads, follows the one before and stands in the tree as it should. */
  readonly isSound: boolean;
}

/** Is a log on its way: where it is read, where it goes, and who is told what is wrong. */
export interface LogCopy {
  readonly stored: Sql;
  readonly expected: Sql;
  readonly found: (damage: Damage) => void;
  /** Whether nodes of the tree are stored (default: yes), to be compared with those that the leaves give. */
  readonly hasNodes?: boolean;
}

const PAGE = 512;

interface Walk {
  readonly copy: LogCopy;
  readonly eras: Era[];
  readonly erased: Set<string>;
  /** Index of the leaf that should come next. */
  next: number;
  /** Number of leaves up to which the tree is known. */
  size: number;
  time: number;
  isSound: boolean;
}

/**
 * Reads every leaf of a log, in order and once; hashes it, computes each node of the tree anew and compares it with the
 * stored one, and puts leaves and nodes into another database. Each leaf must read, say no earlier time than the one before,
 * and be of a kind that may stand where it stands. Over leaves that are missing it goes on with the hashes that the tree
 * holds of them: then they alone are told, not all that follows.
 */
export function copyLog(copy: LogCopy): ReadLog {
  const walk: Walk = { copy, eras: [], erased: new Set(), next: 0, size: 0, time: 0, isSound: true };
  let after = Number.MIN_SAFE_INTEGER;
  for (let page = listLeaves(copy.stored, after, PAGE); page.length > 0; page = listLeaves(copy.stored, after, PAGE)) {
    for (const { index, bytes } of page) copyLeaf(walk, index, bytes);
    after = (page.at(-1)?.index ?? 0) + 1;
  }
  tellStrayNodes(walk);
  const { size, eras, erased, isSound } = walk;
  return { size, eras, erased, isSound };
}

function brokenLeaf(walk: Walk, index: number, detail: string): void {
  walk.isSound = false;
  walk.copy.found({ kind: 'leaf', place: `leaf ${index}`, detail });
}

function brokenNode({ copy }: Walk, node: Pick<TreeNode, 'level' | 'index'>, detail: string): void {
  copy.found({ kind: 'node', place: `level ${node.level} node ${node.index}`, detail });
}

function copyLeaf(walk: Walk, index: number, bytes: Uint8Array): void {
  if (index < walk.next) {
    brokenLeaf(walk, index, 'no leaf can stand here');
    return;
  }
  if (index > walk.next) passMissing(walk, index);
  walk.next = index + 1;
  // After a gap nothing is projected, and the leaves are counted without one.
  if (walk.isSound) insertLeaf(walk.copy.expected, { index, bytes });
  if (walk.size === index) copyNodes(walk, index, hashLeaf(bytes));
  const leaf = readLeaf(walk, index, bytes);
  if (leaf !== undefined) noteLeaf(walk, index, leaf);
}

/** Tells the leaves that are missing before one, and fills the tree with the hashes that it holds of them, if it does. */
function passMissing(walk: Walk, index: number): void {
  const last = index - 1;
  const detail = last === walk.next ? 'it is missing' : `the leaves from here to ${last} are missing`;
  brokenLeaf(walk, walk.next, detail);
  const { stored, hasNodes = true } = walk.copy;
  while (hasNodes && walk.size < index) {
    const held = findNode(stored)(0, walk.size);
    if (held === undefined) return;
    copyNodes(walk, walk.size, held);
  }
}

function readLeaf(walk: Walk, index: number, bytes: Uint8Array): Leaf | undefined {
  try {
    const leaf = parseLeaf(bytes);
    if (Buffer.compare(formatLeaf(leaf), bytes) === 0) return leaf;
    brokenLeaf(walk, index, 'leaf-malformed');
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    brokenLeaf(walk, index, error.code);
  }
  return undefined;
}

function noteLeaf(walk: Walk, index: number, leaf: Leaf): void {
  const tell = (detail: string): void => brokenLeaf(walk, index, detail);
  if (leaf.time < walk.time) tell('its time is before that of the leaf before it');
  walk.time = leaf.time;
  if ((leaf.kind === 'log-key') !== (index === 0)) tell('the first leaf, and no other, names the key of the log');
  if (leaf.kind === 'log-key' || leaf.kind === 'fork') {
    walk.eras.push({ since: index, origin: leaf.origin, key: leaf.key });
  }
  if (leaf.kind === 'fork') assertFork(walk, index, leaf);
  if (leaf.kind === 'tombstone' && leaf.erases === 'archive,detail') walk.erased.add(leaf.release);
}

function assertFork(walk: Walk, index: number, leaf: Extract<Leaf, { kind: 'fork' }>): void {
  const before = walk.eras.at(-2)?.origin;
  const size = leaf.fromSize;
  const root = size <= index ? Buffer.from(treeRoot(size, readNodes(walk.copy.expected))).toString('base64') : '';
  if (leaf.fromOrigin === before && leaf.fromRoot === root) return;
  brokenLeaf(walk, index, 'it forks another log than the one before it');
}

const FIND_NODE = 'SELECT hash FROM log_node WHERE level = ? AND idx = ?';

type NodeReader = (level: number, at: number) => Uint8Array | undefined;

const findNode =
  (stored: Sql): NodeReader =>
  (level, at) =>
    stored.get<{ hash: Buffer }>(FIND_NODE, level, at)?.hash;

function copyNodes(walk: Walk, index: number, leafHash: Uint8Array): void {
  const { stored, expected, hasNodes = true } = walk.copy;
  walk.size = index + 1;
  const find = findNode(stored);
  const hash = hasNodes ? judgeLeaf(walk, { index, leafHash }, find) : leafHash;
  for (const node of completedNodes(index, hash, readNodes(expected))) {
    insertNode(expected, node);
    if (hasNodes && node.level > 0) judgeNode(walk, node, find(node.level, node.index));
  }
}

/**
 * Gives the hash that the tree goes on with. What is stored decides which of two is at fault: a leaf whose stored hash
 * agrees with its parent was changed; a node that agrees with nothing was changed itself.
 */
function judgeLeaf(
  walk: Walk,
  { index, leafHash }: { index: number; leafHash: Uint8Array },
  find: NodeReader,
): Uint8Array {
  const held = find(0, index);
  if (held !== undefined && Buffer.compare(held, leafHash) === 0) return held;
  if (held !== undefined && agreesAbove(find, index)) {
    brokenLeaf(walk, index, 'it does not have the hash that the tree holds');
    return held;
  }
  brokenNode(walk, { level: 0, index }, held ? 'it is not the hash of its leaf' : 'it is missing');
  return leafHash;
}

function judgeNode(walk: Walk, node: TreeNode, held: Uint8Array | undefined): void {
  if (held !== undefined && Buffer.compare(held, node.hash) === 0) return;
  brokenNode(walk, node, held ? 'it is not the hash of the two nodes below it' : 'it is missing');
}

function agreesAbove(node: NodeReader, index: number): boolean {
  const [left, right] = [node(0, index - (index % 2)), node(0, index - (index % 2) + 1)];
  const parent = node(1, Math.floor(index / 2));
  // The last leaf of an odd number has no parent yet: then the leaf is at fault, for a checkpoint tells the root.
  if (left === undefined || right === undefined || parent === undefined) return true;
  return Buffer.compare(hashChildren(left, right), parent) === 0;
}

function tellStrayNodes(walk: Walk): void {
  const { stored } = walk.copy;
  const text = `SELECT level, idx FROM log_node
    WHERE level NOT BETWEEN 0 AND 52 OR idx < 0 OR idx >= ? >> level`;
  for (const { level, idx } of stored.iterate<{ level: number; idx: number }>(text, walk.size)) {
    brokenNode(walk, { level, index: idx }, 'there are no leaves beneath it');
  }
}
