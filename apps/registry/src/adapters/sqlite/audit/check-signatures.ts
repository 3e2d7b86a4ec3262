import {
  assertChange,
  assertReleaseSigned,
  assertWaiverSigned,
  factOfChange,
  formatLeaf,
  isAgencyLeaf,
  parseChange,
  parseEnvelope,
  parseState,
  parseStatement,
  TransparencyError,
  verifyAgencyHistory,
  type AgencyLeaf,
  type LeafOf,
} from '@national-forge/transparency';

import type { Damage } from '../../../ports.ts';
import type { ReleaseDetail } from '../../../views/release-detail.ts';
import type { WaiverDetail } from '../../../views/waiver-detail.ts';
import { findAlgorithmRow } from '../algorithms.ts';
import { findAgencyState } from '../log/agency-states.ts';
import { findDetail } from '../log/details.ts';
import type { LogFact } from '../project/projection.ts';
import { findReleaseRow } from '../releases.ts';
import type { Sql } from '../sql.ts';
import type { Era } from './copy-log.ts';

/** Is what signatures are judged by: the states of agencies as they were before the leaf. */
export interface SignatureContext {
  readonly sql: Sql;
  readonly eras: readonly Era[];
  readonly found: (damage: Damage) => void;
}

/**
 * Judges one leaf, before it is projected, by the same rules as clients: a change of an agency must be signed by its keys
 * and name the state that follows, a release must be signed by the agency as it stood.
 */
export function checkSignatures(context: SignatureContext, { leaf, index, detail }: LogFact): void {
  try {
    if (leaf.kind === 'release') checkRelease(context, { leaf, index, detail: detail as ReleaseDetail | null });
    else if (leaf.kind === 'waiver') checkWaiver(context, { leaf, index, detail: detail as WaiverDetail });
    else if (leaf.kind === 'transfer' && leaf.from.includes('/')) checkTransfer(context, leaf, index);
    else if (isAgencyLeaf(leaf)) checkAgency(context, leaf, index);
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    context.found({ kind: 'signature', place: `leaf ${index}`, detail: error.code });
  }
}

function checkRelease(
  { sql }: SignatureContext,
  { leaf, index, detail }: { leaf: LeafOf<'release'>; index: number; detail: ReleaseDetail | null },
): void {
  const { name, version, release, time } = leaf;
  const current = findAgencyState(sql, name.slice(0, name.indexOf('/')));
  if (current?.digest !== leaf.state) throw new TransparencyError('state-mismatch', { index });
  const envelope = parseEnvelope(present(findDetail(sql, leaf.envelope), 'envelope-mismatch'));
  // What the record said may be erased by law; what was signed never is.
  const statement = parseStatement(envelope.payload);
  const said = { name, version, release, ...(detail && statementFacts(detail)) };
  assertReleaseSigned({
    state: parseState(current.bytes),
    statement: { ...statement, ...said },
    envelope,
    at: { index, time },
  });
  const isSame = detail === null || (detail.name === name && detail.version === version);
  if (!isSame || (detail !== null && detail.releaseDigest !== release)) throw new TransparencyError('release-mismatch');
}

/** A waiver is of the release that stands, says what its detail says, and the agency signed it. */
function checkWaiver(
  { sql }: SignatureContext,
  { leaf, index, detail }: { leaf: LeafOf<'waiver'>; index: number; detail: WaiverDetail },
): void {
  const { name, version, time } = leaf;
  const current = findAgencyState(sql, name.slice(0, name.indexOf('/')));
  if (current?.digest !== leaf.state) throw new TransparencyError('state-mismatch', { index });
  const algorithm = findAlgorithmRow(sql, name);
  const row = algorithm && findReleaseRow(sql, algorithm.id, version);
  if (row?.release_digest !== detail.release) throw new TransparencyError('release-mismatch', { index });
  const envelope = parseEnvelope(present(findDetail(sql, leaf.envelope), 'envelope-mismatch'));
  const waiver = { name, version, release: detail.release, reason: detail.reason, waived: detail.waived };
  assertWaiverSigned({ state: parseState(current.bytes), waiver, envelope, at: { index, time } });
}

const statementFacts = (detail: ReleaseDetail) => ({
  manifest: detail.manifestDigest,
  contract: detail.contractDigest,
  vectors: detail.vectorsDigest,
});

function checkAgency({ sql, eras }: SignatureContext, leaf: AgencyLeaf, index: number): void {
  const agency = leaf.kind === 'transfer' ? leaf.from : leaf.agency;
  const before = findAgencyState(sql, agency);
  const signed = 'envelope' in leaf ? leaf.envelope : null;
  const envelope = signed === null ? null : present(findDetail(sql, signed), 'envelope-mismatch');
  const from = before && parseState(before.bytes);
  verifyAgencyHistory({ origin: eras, entries: [{ index, leaf, envelope }], ...(from && { from }) });
}

/** One algorithm that moves: both agencies signed, and no state follows from it. */
function checkTransfer({ sql, eras }: SignatureContext, leaf: LeafOf<'transfer'>, index: number): void {
  const [giver, receiver] = [leaf.from, leaf.to].map((name) => findAgencyState(sql, name.slice(0, name.indexOf('/'))));
  if (giver === undefined || receiver?.digest !== leaf.state) throw new TransparencyError('state-mismatch', { index });
  const envelope = parseEnvelope(present(findDetail(sql, leaf.envelope), 'envelope-mismatch'));
  const change = parseChange(envelope.payload);
  const { time, actor, detail } = leaf;
  const fact = factOfChange(change, { index, time, actor, envelope: leaf.envelope, detail });
  if (Buffer.compare(formatLeaf({ ...fact, state: leaf.state }), formatLeaf(leaf)) !== 0) {
    throw new TransparencyError('leaf-unexpected', { index });
  }
  const origin = eras.findLast(({ since }) => since <= index)?.origin ?? '';
  const isOther = receiver.agency !== giver.agency;
  assertChange({
    ...{ state: parseState(giver.bytes), change, envelope, at: { index, time }, origin },
    ...(isOther && { receiver: parseState(receiver.bytes) }),
  });
}

function present(bytes: Uint8Array | undefined, code: 'envelope-mismatch'): Uint8Array {
  if (bytes === undefined) throw new TransparencyError(code);
  return bytes;
}
