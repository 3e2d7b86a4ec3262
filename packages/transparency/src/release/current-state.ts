import { stateDigest } from '../agency/state-format.ts';
import type { AgencyKey, AgencyState } from '../agency/state.ts';
import { parseCheckpoint } from '../checkpoint/checkpoint.ts';
import { formatLeaf } from '../leaf/format.ts';
import { isAgencyLeaf, type AgencyLeaf, type ReleaseLeaf } from '../leaf/leaf.ts';
import { completePath, cutLength, cutPath } from '../merkle/branch.ts';
import { HASH_LENGTH, hashLeaf } from '../merkle/hash.ts';
import { parseNote } from '../notes/note.ts';
import { readKey, writeKey } from './key-line.ts';
import { malformed, numberIn, type PartsReader, type PartsWriter } from './parts.ts';

/** Is the newest state of the agency in the tree of a proof, when it is newer than the one the release was judged by. */
export interface CurrentState {
  /** Index of the leaf. */
  readonly index: number;
  /** The leaf that made the state. */
  readonly leaf: AgencyLeaf;
  /** Its inclusion path in the tree of the same checkpoint. */
  readonly hashes: readonly Uint8Array[];
  readonly state: AgencyState;
}

/** Is the release that a newer state is written beside: only what is different from it stands in the file. */
export interface Beside {
  readonly leaf: ReleaseLeaf;
  readonly state: AgencyState;
  /** Index and path of the leaf of the release, and the checkpoint. */
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
}

/**
 * Writes the newest state of the agency as what is different from the state of the release, and the end of the path of its
 * leaf, up to a hash that the path of the release holds.
 *
 * ```text
 * current INDEX KIND TIME ACTOR [KEY | FROM]    KEY in a key-revoke, FROM in a transfer
 * agency NAME                                   only if the agency has another name
 * state EPOCH THRESHOLD PREVIOUS
 * until KEY INDEX                               of each key revoked since, or from earlier on; KEY counts from 1
 * key …                                         of each key more
 * ```
 *
 * Bytes: the keys that are more; the digest of the envelope, and of the detail of a key-reset or transfer; the hashes. The
 * digest of the state follows from the state (docs/spec/signing.md, §5).
 */
export function writeCurrent(parts: PartsWriter, { index, leaf, hashes, state }: CurrentState, beside: Beside): void {
  if (leaf.kind === 'agency') throw malformed('current');
  const { kind, time, actor } = leaf;
  parts.line('current', index, kind, time, actor, ...objectOf(leaf, state));
  if (state.agency !== beside.state.agency) parts.line('agency', state.agency);
  parts.line('state', state.epoch, state.threshold, state.previous ?? 'none');
  const before = beside.state.keys;
  state.keys.slice(0, before.length).forEach(({ until }, at) => {
    if (until !== null && until !== before[at]?.until) parts.line('until', at + 1, until);
  });
  for (const key of state.keys.slice(before.length)) writeKey(parts, 'key', key);
  parts.digest(leaf.envelope);
  if (hasDetail(leaf)) parts.digest(leaf.detail);
  for (const hash of cutPath(pairOf(beside, index), hashes)) parts.bytes(hash);
}

/**
 * Reads what {@link writeCurrent} writes, and makes state, leaf and path whole again.
 * @throws TransparencyError `proof-malformed`, `state-malformed`, `leaf-malformed`, `tree-range`, `inclusion-invalid`
 */
export function readCurrent(parts: PartsReader, beside: Beside): CurrentState {
  const [place, kind = '', time, actor = '', object = ''] = parts.line('current', 4, 5);
  const index = numberIn(place);
  const state = readState(parts, beside.state, index);
  const signed = { time: numberIn(time), envelope: parts.digest(), state: stateDigest(state), actor };
  const leaf = leafOf({ kind, object, state, signed, detail: () => parts.digest() });
  formatLeaf(leaf);
  const pair = pairOf(beside, index);
  const cut = Array.from({ length: cutLength(pair) }, () => parts.bytes(HASH_LENGTH));
  const claim = { ...pair, leafHash: hashLeaf(formatLeaf(beside.leaf)), hashes: beside.hashes };
  return { index, leaf, hashes: completePath(claim, index, cut), state };
}

function readState(parts: PartsReader, before: AgencyState, leaf: number): AgencyState {
  const [agency = before.agency] = parts.next() === 'agency' ? parts.line('agency', 1) : [];
  const [epoch, threshold, previous] = parts.line('state', 3);
  const keys = [...before.keys];
  while (parts.next() === 'until') {
    const [ordinal, until = 0] = parts.line('until', 2).map(numberIn);
    const key = keyAt(keys, ordinal);
    keys[keys.indexOf(key)] = { ...key, until };
  }
  while (parts.next() === 'key') keys.push(readKey(parts, 'key'));
  return {
    agency,
    epoch: numberIn(epoch),
    threshold: numberIn(threshold),
    leaf,
    previous: previous === 'none' ? null : numberIn(previous),
    keys,
  };
}

/** Says what a leaf speaks of, where its state does not show it. */
function objectOf(leaf: AgencyLeaf, { keys }: AgencyState): readonly (string | number)[] {
  if (leaf.kind === 'key-revoke') return [keys.findIndex(({ fingerprint }) => fingerprint === leaf.key) + 1];
  return leaf.kind === 'transfer' ? [leaf.from] : [];
}

interface LeafFacts {
  readonly kind: string;
  readonly object: string;
  readonly state: AgencyState;
  readonly signed: { readonly time: number; readonly envelope: string; readonly state: string; readonly actor: string };
  readonly detail: () => string;
}

/** Makes the leaf from the state that it made: the newest key is the one that it added, its UNTIL the `from` of a revocation. */
function leafOf({ kind, object, state, signed, detail }: LeafFacts): AgencyLeaf {
  const { agency, threshold, keys } = state;
  switch (kind) {
    case 'agency-policy':
      return { kind, agency, threshold, ...signed };
    case 'key-add': {
      const { use, names, expires, ...key } = keyAt(keys, keys.length);
      return { kind, agency, ...publicOf(key), use, names, expires, ...signed };
    }
    case 'key-revoke': {
      const { fingerprint, until } = keyAt(keys, numberIn(object));
      if (until === null) throw malformed('current');
      return { kind, agency, key: fingerprint, from: until, ...signed };
    }
    case 'key-reset':
      return { kind, agency, ...publicOf(keyAt(keys, keys.length)), ...signed, detail: detail() };
    case 'transfer': {
      const leaf = { kind, from: object, to: agency, ...signed, detail: detail() } as const;
      if (isAgencyLeaf(leaf)) return leaf;
      throw malformed('current');
    }
    default:
      throw malformed('current');
  }
}

const publicOf = ({ fingerprint, algorithm, spki }: Pick<AgencyKey, 'fingerprint' | 'algorithm' | 'spki'>) =>
  ({ key: fingerprint, algorithm, public: spki }) as const;

function keyAt(keys: readonly AgencyKey[], ordinal: number | undefined): AgencyKey {
  const key = keys[(ordinal ?? 0) - 1];
  if (key === undefined) throw malformed('current');
  return key;
}

const hasDetail = (leaf: AgencyLeaf): leaf is Extract<AgencyLeaf, { kind: 'key-reset' | 'transfer' }> =>
  leaf.kind === 'key-reset' || leaf.kind === 'transfer';

const pairOf = ({ checkpoint, index }: Beside, other: number) => ({
  size: parseCheckpoint(parseNote(checkpoint).text).size,
  index,
  other,
});
