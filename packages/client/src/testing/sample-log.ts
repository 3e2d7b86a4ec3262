import type { AgencyKeys } from '@national-forge/api';
import {
  CHANGE_PAYLOAD_TYPE,
  completedNodes,
  createLogKey,
  createSigningKey,
  digestOf,
  factOfChange,
  formatChange,
  formatEnvelope,
  formatLeaf,
  formatReleaseProof,
  formatState,
  formatStatement,
  hashLeaf,
  parseEnvelope,
  proveConsistency,
  proveInclusion,
  signCheckpoint,
  signEnvelope,
  stateAfter,
  stateDigest,
  STATEMENT_PAYLOAD_TYPE,
  treeRoot,
  type AgencyFact,
  type AgencyState,
  type Change,
  type HashReader,
  type Leaf,
  type LeafOf,
  type LogSigner,
  type ReleaseStatement,
  type Signer,
} from '@national-forge/transparency';

import { whereIs } from './sample-moves.ts';

/** Is one leaf with what it names. */
export interface SampleEntry {
  readonly bytes: Uint8Array;
  readonly leaf: Leaf;
  /** Canonical bytes, of leaves that somebody signed. */
  readonly envelope: Uint8Array | null;
  /** The state after an agency leaf. */
  readonly state?: AgencyState;
  readonly statement?: ReleaseStatement;
  /** The state that a release is said to be judged by. */
  readonly judgedBy?: AgencyState | undefined;
}

const DETAIL = digestOf(Buffer.from('{}'));
const START = 1_790_000_000;
const ACTOR = 'sample';

/** Is a log in memory that tells the truth, with the keys of everybody in it. */
export class SampleLog {
  readonly entries: SampleEntry[] = [];
  readonly signers = new Map<string, Signer[]>();
  readonly origin: string;
  readonly signer: LogSigner;
  /** The keys that signed the log and the leaf that named each. */
  readonly eras: { readonly key: string; readonly from: number }[] = [];
  /** The hashes of complete subtrees by level. */
  private readonly nodes: Uint8Array[][] = [];

  constructor(origin = 'forge.example/log', signer: LogSigner = createLogKey(origin).signer) {
    this.origin = origin;
    this.signer = signer;
    this.eras.push({ key: signer.verifierKey, from: 0 });
    this.append({ kind: 'log-key', time: START, origin, key: signer.verifierKey });
  }

  /** Gives a log that begins with the same entries and has the same keys. */
  copy(entries: readonly SampleEntry[] = this.entries, signer: LogSigner = this.signer): SampleLog {
    const log = new SampleLog(signer.name, signer);
    log.entries.length = 0;
    log.nodes.length = 0;
    for (const entry of entries) log.push(entry);
    for (const [agency, signers] of this.signers) log.signers.set(agency, [...signers]);
    return log;
  }

  /** Goes on under another name and key, as the operator does after a restore. */
  fork(origin: string): SampleLog {
    const { signer } = createLogKey(origin);
    const log = this.copy(this.entries, signer);
    const fromRoot = base64(treeRoot(this.size, this.read));
    const before = { fromOrigin: this.origin, fromSize: this.size, fromRoot };
    const from = log.append({ kind: 'fork', time: this.time, origin, key: signer.verifierKey, ...before });
    log.eras.splice(0, 1, ...this.eras, { key: signer.verifierKey, from });
    return log;
  }

  get size(): number {
    return this.entries.length;
  }

  push(entry: SampleEntry): number {
    for (const { level, index, hash } of completedNodes(this.size, hashLeaf(entry.bytes), this.read)) {
      (this.nodes[level] ??= [])[index] = hash;
    }
    return this.entries.push(entry) - 1;
  }

  append(leaf: Leaf, named: Partial<SampleEntry> = {}): number {
    return this.push({ envelope: null, ...named, leaf, bytes: formatLeaf(leaf) });
  }

  /** Appends something that speaks of no release and no key. */
  pad(): number {
    const { time } = this;
    return this.append({ kind: 'yank', time, name: 'pad/ding', version: '1.0.0', actor: ACTOR, detail: DETAIL });
  }

  get time(): number {
    return START + this.size;
  }

  /** Opens an agency and gives it its first key. */
  openAgency(agency: string): Signer {
    this.record(undefined, { kind: 'agency', time: this.time, agency, actor: ACTOR, detail: DETAIL }, null);
    this.signers.set(agency, []);
    return this.addKey(agency);
  }

  /** Adds a key as the rules demand. */
  addKey(agency: string, algorithm: 'ed25519' | 'ml-dsa-44' = 'ed25519'): Signer {
    const { signer } = createSigningKey(algorithm);
    const { spki } = signer;
    const change: Change = {
      kind: 'key-add',
      algorithm,
      public: base64(spki),
      use: 'agency',
      names: null,
      expires: null,
    };
    const own = this.signers.get(agency) ?? [];
    this.change(agency, change, [...own, signer]);
    own.push(signer);
    return signer;
  }

  /** Records a change of an agency; whether it may be so is for whoever verifies. */
  change(agency: string, change: Change, signers: readonly Signer[]): number {
    const state = this.stateOf(agency);
    if (state === undefined) throw new Error(`no agency ${agency}`);
    const signed = { origin: this.origin, agency, previous: stateDigest(state), change };
    const envelope = formatEnvelope(
      signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload: formatChange(signed) }, signers),
    );
    const facts = { index: this.size, time: this.time, actor: ACTOR, envelope: digestOf(envelope), detail: DETAIL };
    return this.record(state, factOfChange(signed, facts), envelope);
  }

  /** Records a transfer; whether it may be so is for whoever verifies. A whole agency takes its keys with it. */
  transfer(from: string, to: string, signers?: readonly Signer[]): number {
    const [giver = '', short] = from.split('/');
    const [receiver = ''] = to.split('/');
    const own = [...new Set([giver, receiver].flatMap((party) => this.signers.get(party) ?? []))];
    const change: Change = { kind: 'transfer', from, to };
    if (short === undefined) {
      this.signers.set(to, this.signers.get(from) ?? []);
      return this.change(from, change, signers ?? own);
    }
    const [state, after] = [this.stateOf(giver), this.stateOf(receiver)];
    if (state === undefined || after === undefined) throw new Error(`no agency ${giver} or ${receiver}`);
    const signed = { origin: this.origin, agency: giver, previous: stateDigest(state), change };
    const payload = { payloadType: CHANGE_PAYLOAD_TYPE, payload: formatChange(signed) };
    const envelope = formatEnvelope(signEnvelope(payload, signers ?? own));
    const facts = { index: this.size, time: this.time, actor: ACTOR, envelope: digestOf(envelope), detail: DETAIL };
    return this.append({ ...factOfChange(signed, facts), state: stateDigest(after) }, { envelope });
  }

  /** Gives the name that an agency has in the tree of a size. */
  presentAgency(agency: string, size = this.size): string {
    const leaves = this.entries.slice(0, size).map(({ leaf }) => leaf);
    return leaves.reduce((name, leaf) => (leaf.kind === 'transfer' && leaf.from === name ? leaf.to : name), agency);
  }

  private record(before: AgencyState | undefined, fact: AgencyFact, envelope: Uint8Array | null): number {
    const state = stateAfter(before, fact, this.size);
    return this.append({ ...fact, state: stateDigest(state) }, { envelope, state });
  }

  /** Gives the state of an agency in the tree of a size. */
  stateOf(agency: string, size = this.size): AgencyState | undefined {
    return this.entries.slice(0, size).findLast(({ state }) => state?.agency === agency)?.state;
  }

  /** Publishes a release, signed by all keys of its agency unless others are named. */
  release(statement: ReleaseStatement, options: { signers?: readonly Signer[]; state?: AgencyState } = {}): number {
    const [agency = ''] = statement.name.split('/');
    const { signers = this.signers.get(agency) ?? [], state = this.stateOf(agency) } = options;
    const payload = { payloadType: STATEMENT_PAYLOAD_TYPE, payload: formatStatement(statement) };
    const envelope = formatEnvelope(signEnvelope(payload, signers));
    const { name, version, release } = statement;
    const named = { envelope: digestOf(envelope), state: state === undefined ? DETAIL : stateDigest(state) };
    const leaf: Leaf = {
      kind: 'release',
      time: this.time,
      name,
      version,
      release,
      ...named,
      actor: ACTOR,
      detail: DETAIL,
    };
    return this.append(leaf, { envelope, statement, judgedBy: state });
  }

  readonly read: HashReader = (level, index) => {
    const hash = this.nodes[level]?.[index];
    if (hash === undefined) throw new Error(`no subtree ${level}/${index}`);
    return hash;
  };

  checkpoint(size = this.size): string {
    const root = treeRoot(size, this.read);
    return signCheckpoint({ origin: this.origin, size, root, extensions: [] }, this.signer);
  }

  consistency(from: number, to: number): string[] {
    return proveConsistency({ from, to }, this.read).map(base64);
  }

  inclusion(index: number, size: number): Uint8Array[] {
    return [...proveInclusion({ index, size }, this.read)];
  }

  /** Makes the proof file of a release; undefined when the tree of that size does not hold it. */
  releaseProof(name: string, version: string, size = this.size): string | undefined {
    const isIt = ({ leaf }: SampleEntry) =>
      leaf.kind === 'release' && leaf.version === version && [leaf.name, whereIs(this, leaf.name).to].includes(name);
    const index = this.entries.slice(0, size).findLastIndex(isIt);
    return index < 0 ? undefined : formatReleaseProof(this.proofAt(index, size));
  }

  /** Gives the parts of the proof of the release at an index. */
  proofAt(index: number, size = this.size): Parameters<typeof formatReleaseProof>[0] {
    const { leaf, envelope, statement, judgedBy: state } = this.entries[index] ?? {};
    if (!envelope || statement === undefined || state === undefined) throw new Error(`no release at ${index}`);
    const release = leaf as LeafOf<'release'>;
    const { manifest, contract, vectors } = statement;
    const { signatures } = parseEnvelope(envelope);
    const proof = { manifest, contract, vectors, signatures, leaf: release, state };
    const place = { index, hashes: this.inclusion(index, size), checkpoint: this.checkpoint(size) };
    const newest = this.stateOf(this.presentAgency(state.agency, size), size);
    if (newest === undefined || newest.leaf <= state.leaf || newest.leaf < index) return { ...proof, ...place };
    const current = {
      index: newest.leaf,
      leaf: this.entries[newest.leaf]?.leaf as never,
      hashes: this.inclusion(newest.leaf, size),
      state: newest,
    };
    return { ...proof, ...place, current };
  }

  /** Gives the keys of an agency as a registry does. */
  agencyKeys(named: string, { after = -1, size = this.size } = {}): AgencyKeys | undefined {
    const agency = this.presentAgency(named, size);
    const state = this.stateOf(agency, size);
    if (state === undefined) return undefined;
    const names = new Set<string>();
    for (let one: AgencyState | undefined = state; one !== undefined;) {
      names.add(one.agency);
      one = one.previous === null ? undefined : this.entries[one.previous]?.state;
    }
    const history = this.entries.slice(0, size).flatMap((entry, index) => {
      if (entry.state === undefined || !names.has(entry.state.agency) || index <= after) return [];
      const envelope = entry.envelope === null ? null : (JSON.parse(Buffer.from(entry.envelope).toString()) as never);
      const leaf = Buffer.from(entry.bytes).toString();
      return [{ index, leaf, envelope, hashes: this.inclusion(index, size).map(base64) }];
    });
    const text = Buffer.from(formatState(state)).toString();
    return { agency, state: text, leaf: state.leaf, history, checkpoint: this.checkpoint(size) };
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
