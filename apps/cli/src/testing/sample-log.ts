import type { AgencyKeys, LogReceipt } from '@national-forge/api';
import {
  assertChange,
  digestOf,
  factOfChange,
  formatEnvelope,
  formatLeaf,
  formatReleaseProof,
  formatState,
  parseChange,
  parseStatement,
  stateAfter,
  stateDigest,
  type AgencyChange,
  type AgencyFact,
  type AgencyState,
  type Envelope,
  type Leaf,
  type LeafOf,
} from '@national-forge/transparency';

import { startSampleTree, type SampleTree } from './sample-tree.ts';

interface Entry {
  readonly text: string;
  readonly leaf: Leaf;
  readonly envelope?: Envelope | undefined;
  /** The state after a leaf that made one. */
  readonly state?: AgencyState | undefined;
}

/** Is a leaf whose time the log sets. */
export type TimelessLeaf = Leaf extends infer One ? (One extends Leaf ? Omit<One, 'time'> : never) : never;

/** Is the log of a registry that tells the truth, in memory; what it records is judged by the rules of the package. */
export interface SampleLog {
  readonly origin: string;
  /** Verifier key. */
  readonly key: string;
  readonly size: () => number;
  readonly checkpoint: (size?: number) => string;
  readonly consistency: (from: number, to: number) => string[];
  readonly inclusion: (index: number, size: number) => string[];
  readonly entries: (from: number, limit: number) => { readonly index: number; readonly leaf: string }[];
  readonly receipt: (index: number) => LogReceipt;
  readonly openAgency: (agency: string) => number;
  /** Judges and records a signed change. */
  readonly change: (envelope: Envelope) => number;
  /** Records a signed release. */
  readonly release: (envelope: Envelope) => number;
  /** Records any leaf. */
  readonly append: (leaf: TimelessLeaf) => number;
  readonly agencyKeys: (agency: string, range?: { after?: number; size?: number }) => AgencyKeys | undefined;
  readonly releaseProof: (name: string, version: string, size?: number) => string | undefined;
  readonly stateOf: (agency: string, size?: number) => AgencyState | undefined;
  /** Gives the name that an agency or an algorithm has now. */
  readonly presentName: (name: string) => string;
}

interface Book {
  readonly tree: SampleTree;
  readonly all: Entry[];
}

const START = 1_780_000_000;
const ACTOR = 'sample';
const DETAIL = digestOf(Buffer.from('{}'));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Starts a log with a key of its own. */
export function startSampleLog(origin = 'forge.example/log'): SampleLog {
  const tree = startSampleTree(origin);
  const book: Book = { tree, all: [] };
  push(book, { kind: 'log-key', origin, key: tree.key });
  const inclusion = (index: number, size: number) => tree.inclusion(index, size).map(base64);
  const entries = (from: number, limit: number) =>
    book.all.slice(from, from + limit).map(({ text }, at) => ({ index: from + at, leaf: text }));
  return {
    origin,
    key: tree.key,
    size: tree.size,
    checkpoint: tree.checkpoint,
    consistency: (from, to) => tree.consistency(from, to).map(base64),
    inclusion,
    entries,
    receipt: (index) => {
      const [entry] = entries(index, 1);
      return { index, leaf: entry?.leaf ?? '', hashes: inclusion(index, tree.size()), checkpoint: tree.checkpoint() };
    },
    openAgency: (agency) =>
      record(book, undefined, { fact: { kind: 'agency', time: now(book), agency, actor: ACTOR, detail: DETAIL } }),
    change: (envelope) => changeIn(book, envelope),
    release: (envelope) => releaseIn(book, envelope),
    append: (leaf) => push(book, leaf),
    agencyKeys: (agency, range = {}) => agencyKeysIn(book, agency, range),
    releaseProof: (name, version, size = tree.size()) => proofIn(book, { name, version }, size),
    stateOf: (agency, size) => stateIn(book, agency, size),
    presentName: (name) => presentIn(book, name),
  };
}

const now = ({ all }: Book): number => START + all.length;

function push(book: Book, timeless: TimelessLeaf, named: Partial<Entry> = {}): number {
  const leaf = { ...timeless, time: now(book) } as Leaf;
  const bytes = formatLeaf(leaf);
  book.all.push({ ...named, text: Buffer.from(bytes).toString(), leaf });
  return book.tree.append(bytes);
}

function stateIn({ all }: Book, agency: string, size = all.length): AgencyState | undefined {
  return all.slice(0, size).findLast(({ state }) => state?.agency === agency)?.state;
}

function record(
  book: Book,
  before: AgencyState | undefined,
  { fact, envelope }: { readonly fact: AgencyFact; readonly envelope?: Envelope },
): number {
  const state = stateAfter(before, fact, book.all.length);
  return push(book, { ...fact, state: stateDigest(state) }, { envelope, state });
}

function changeIn(book: Book, envelope: Envelope): number {
  const change = parseChange(envelope.payload);
  const before = stateIn(book, change.agency);
  const at = { index: book.all.length, time: now(book) };
  const receiver = receiverIn(book, change);
  const facts = { ...at, actor: ACTOR, envelope: digestOf(formatEnvelope(envelope)), detail: DETAIL };
  const isOther = receiver !== undefined && receiver.agency !== change.agency;
  assertChange({
    ...{ state: before, change, envelope, at, origin: book.tree.origin },
    ...(isOther && { receiver }),
  });
  const fact = factOfChange(change, facts);
  // A transfer of one algorithm makes no state: it names the one that the receiver has.
  if (receiver !== undefined) return push(book, { ...fact, state: stateDigest(receiver) }, { envelope });
  return record(book, before, { fact, envelope });
}

function receiverIn(book: Book, { change }: AgencyChange): AgencyState | undefined {
  if (change.kind !== 'transfer' || !change.to.includes('/')) return undefined;
  const receiver = stateIn(book, change.to.split('/')[0] ?? '');
  if (receiver === undefined) throw new Error(`no agency for ${change.to}`);
  return receiver;
}

function presentIn({ all }: Book, name: string): string {
  let present = name;
  for (const { leaf } of all) {
    if (leaf.kind !== 'transfer') continue;
    if (leaf.from === present) present = leaf.to;
    else if (present.startsWith(`${leaf.from}/`)) present = leaf.to + present.slice(leaf.from.length);
  }
  return present;
}

function releaseIn(book: Book, envelope: Envelope): number {
  const { name, version, release } = parseStatement(envelope.payload);
  const state = stateIn(book, name.split('/')[0] ?? '');
  if (state === undefined) throw new Error(`no agency for ${name}`);
  const named = { envelope: digestOf(formatEnvelope(envelope)), state: stateDigest(state), detail: DETAIL };
  return push(book, { kind: 'release', name, version, release, ...named, actor: ACTOR }, { envelope });
}

function agencyKeysIn(
  book: Book,
  agency: string,
  { after = -1, size = book.all.length }: { readonly after?: number; readonly size?: number },
): AgencyKeys | undefined {
  const state = stateIn(book, agency, size);
  if (state === undefined) return undefined;
  const history = book.all.slice(0, size).flatMap(({ text, envelope, state: made }, index) => {
    if (made === undefined || presentIn(book, made.agency) !== agency || index <= after) return [];
    const hashes = book.tree.inclusion(index, size).map(base64);
    return [{ index, leaf: text, envelope: envelope === undefined ? null : bodyOf(envelope), hashes }];
  });
  const words = Buffer.from(formatState(state)).toString();
  return { agency, state: words, leaf: state.leaf, history, checkpoint: book.tree.checkpoint(size) };
}

function proofIn(book: Book, { name, version }: { name: string; version: string }, size: number): string | undefined {
  const { all, tree } = book;
  const isIt = ({ leaf }: Entry) => leaf.kind === 'release' && leaf.name === name && leaf.version === version;
  const index = all.slice(0, size).findIndex(isIt);
  const { leaf, envelope } = all[index] ?? {};
  if (envelope === undefined) return undefined;
  const release = leaf as LeafOf<'release'>;
  const state = all.find((one) => one.state !== undefined && stateDigest(one.state) === release.state)?.state;
  if (state === undefined) throw new Error('no state');
  const { manifest, contract, vectors } = parseStatement(envelope.payload);
  const evidence = { manifest, contract, vectors, signatures: envelope.signatures, leaf: release, state };
  const place = { index, hashes: tree.inclusion(index, size), checkpoint: tree.checkpoint(size) };
  const newest = stateIn(book, state.agency, size);
  if (newest === undefined || newest.leaf < index) return formatReleaseProof({ ...evidence, ...place });
  const changed = { index: newest.leaf, leaf: all[newest.leaf]?.leaf as never, state: newest };
  const current = { ...changed, hashes: tree.inclusion(newest.leaf, size) };
  return formatReleaseProof({ ...evidence, ...place, current });
}

/** Writes an envelope as it goes over the wire. */
function bodyOf(envelope: Envelope): {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
} {
  return JSON.parse(Buffer.from(formatEnvelope(envelope)).toString()) as ReturnType<typeof bodyOf>;
}
