import {
  assertChange,
  assertInclusion,
  digestOf,
  factOfChange,
  formatLeaf,
  hashLeaf,
  isAgencyLeaf,
  parseChange,
  parseEnvelope,
  parseLeaf,
  parseState,
  stateDigest,
  type AgencyState,
  type LeafOf,
  type NoteVerifier,
  type OriginEra,
} from '@national-forge/transparency';

import { agencyOf } from '../project/moved-names.ts';
import { stateOf } from './agency.ts';
import { erasOf, type ForkProof } from './eras.ts';
import type { Head } from './head.ts';
import type { KnownAgency } from './known-log.ts';
import { checked, untrusted } from './step.ts';

/** Is all that proves a transfer beside the agencies that signed it. Nothing in it is believed. */
export interface TransferEvidence {
  readonly leaf: string;
  /** The inclusion path, base64. */
  readonly hashes: readonly string[];
  /** The canonical bytes of the envelope as text; null where a whole agency was renamed, whose history holds it. */
  readonly envelope: string | null;
  /** The states of giver and receiver before the leaf; null where a whole agency was renamed. */
  readonly giver: string | null;
  readonly receiver: string | null;
  /** The names that the log had. */
  readonly forks: ForkProof | null;
}

/** Says of which leaf of which tree it must be the evidence, and gives what was proved of the two agencies. */
export interface TransferClaim {
  readonly index: number;
  readonly head: Head;
  readonly verifier: NoteVerifier;
  readonly evidence: TransferEvidence;
  readonly giver: KnownAgency;
  readonly receiver: KnownAgency;
}

/** Is a leaf that moved a name. */
export type TransferLeaf = LeafOf<'transfer'>;

/**
 * Proves that a leaf is in a tree, and that it is a transfer.
 * @throws ClientError `untrusted` at `inclusion`, or at `moved` when it is something else
 */
export function openTransfer(
  what: string,
  { leaf: text, hashes }: Pick<TransferEvidence, 'leaf' | 'hashes'>,
  { index, head }: Pick<TransferClaim, 'index' | 'head'>,
): TransferLeaf {
  const bytes = Buffer.from(text);
  const proof = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
  const { size, root } = head;
  checked(
    { what, index },
    () => assertInclusion({ index, size, root, leafHash: hashLeaf(bytes), hashes: proof }),
    'inclusion',
  );
  const leaf = checked({ what, index }, () => parseLeaf(bytes), 'moved');
  if (leaf.kind !== 'transfer') throw untrusted('moved', { what, index, actual: leaf.kind, reason: 'other-leaf' });
  return leaf;
}

/**
 * Proves that a transfer that is in the log was signed by whom it must be: a rename is a step in the proved history of the
 * agency; one algorithm is given by the keys that its agency had at that leaf, and taken by those of the other. Signatures by
 * keys that were revoked since from before the leaf do not count.
 * @throws ClientError `untrusted` at `moved`
 */
export function assertTransfer(leaf: TransferLeaf, claim: TransferClaim): void {
  const { index, giver, receiver } = claim;
  const what = leaf.from;
  const params = { what, index, actual: leaf.to };
  if (isAgencyLeaf(leaf)) {
    const isStep = ({ states }: KnownAgency): boolean =>
      states.some(([made, digest]) => made === index && digest === leaf.state);
    if (!isStep(giver) || !isStep(receiver)) throw untrusted('moved', { ...params, reason: 'state' });
    return;
  }
  checked(params, () => assertSigned(leaf, claim), 'moved');
}

function assertSigned(leaf: TransferLeaf, claim: TransferClaim): void {
  const { index, evidence, verifier } = claim;
  const giver = stateBefore(leaf, claim, 'giver');
  const receiver = stateBefore(leaf, claim, 'receiver');
  const params = { what: leaf.from, index };
  const bytes = Buffer.from(evidence.envelope ?? '');
  if (digestOf(bytes) !== leaf.envelope) throw untrusted('moved', { ...params, reason: 'envelope-mismatch' });
  if (stateDigest(receiver) !== leaf.state) throw untrusted('moved', { ...params, reason: 'state' });
  const envelope = parseEnvelope(bytes);
  const change = parseChange(envelope.payload);
  const origin = originAt(erasOf(evidence.forks, verifier), index);
  const isOther = receiver.agency !== giver.agency;
  const at = { index, time: leaf.time };
  const signers = assertChange({ state: giver, change, envelope, at, origin, ...(isOther && { receiver }) });
  const { time, actor, detail, state } = leaf;
  const fact = factOfChange(change, { index, time, actor, envelope: leaf.envelope, detail });
  if (Buffer.compare(formatLeaf({ ...fact, state }), formatLeaf(leaf)) !== 0) {
    throw untrusted('moved', { ...params, reason: 'other-leaf' });
  }
  assertStillSigned(leaf, claim, { signers, states: { giver, receiver } });
}

type Party = 'giver' | 'receiver';

/** Gives the state that an agency had before the leaf, if it is the one that its proved history has there. */
function stateBefore(leaf: TransferLeaf, { evidence, index, ...claim }: TransferClaim, party: Party): AgencyState {
  const params = { what: leaf.from, index, actual: agencyOf(party === 'giver' ? leaf.from : leaf.to) };
  const inForce = claim[party].states.findLast(([made]) => made < index)?.[1];
  const state = parseState(Buffer.from(evidence[party] ?? ''));
  if (stateDigest(state) !== inForce) {
    throw untrusted('moved', { ...params, reason: 'state' });
  }
  return state;
}

/** Whoever stole a key of an agency could have given away its algorithms. */
function assertStillSigned(
  { from }: TransferLeaf,
  { index, ...known }: TransferClaim,
  signed: { readonly signers: readonly string[]; readonly states: Readonly<Record<Party, AgencyState>> },
): void {
  for (const party of ['giver', 'receiver'] as const) {
    const { keys, threshold } = signed.states[party];
    if (keys.length === 0) continue;
    const newest = new Map(stateOf(known[party]).keys.map(({ fingerprint, until }) => [fingerprint, until]));
    const own = signed.signers.filter((signer) => keys.some(({ fingerprint }) => fingerprint === signer));
    const left = own.filter((signer) => (newest.get(signer) ?? Infinity) > index);
    if (left.length < threshold) {
      const params = { what: from, index, expected: threshold, actual: left.length };
      throw untrusted('moved', { ...params, reason: 'signer-revoked' });
    }
  }
}

/** Gives the name that the log had at an index. */
function originAt(eras: readonly OriginEra[], index: number): string {
  return eras.findLast(({ since }) => since <= index)?.origin ?? '';
}
