import {
  formatWaiver,
  parseWaiver,
  sortWaived,
  STATEMENT_PAYLOAD_TYPE,
  type Envelope,
  type WaiverStatement,
} from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { ChooseSigners } from '../keys/choose-signers.ts';
import { gatherSignatures } from '../keys/gather-signatures.ts';
import { envelopeOf } from '../keys/merge-envelopes.ts';
import type { AgencyReader } from '../keys/read-agency.ts';
import { judged } from '../keys/rule-failure.ts';
import type { CallOptions } from '../registry/call.ts';
import type { FolderJudgement } from './judge-folders.ts';

/** Is a waiver that was signed, perhaps not by enough keys yet. */
export interface SignedWaiver {
  readonly waiver: WaiverStatement;
  readonly envelope: Envelope;
  /** How many signatures are wanting still. */
  readonly missing: number;
}

/** Says who signs waivers, and why. */
export interface WaiverOptions extends CallOptions {
  readonly agencies: AgencyReader;
  readonly sign?: ChooseSigners | undefined;
  /** Waivers that others have signed. */
  readonly given: readonly Envelope[];
  /** Why what is undecided is published all the same; left out: only waivers that others signed count. */
  readonly reason?: string | undefined;
}

/** Tells the envelopes that hold waivers from the others. */
export function splitWaivers(envelopes: readonly Envelope[]): {
  readonly waivers: readonly Envelope[];
  readonly others: readonly Envelope[];
} {
  const waivers = envelopes.filter((one) => waiverIn(one) !== undefined);
  return { waivers, others: envelopes.filter((one) => !waivers.includes(one)) };
}

/** Finds the waiver that others have signed for a folder as it is. */
export function findGiven(judgement: FolderJudgement, given: readonly Envelope[]): WaiverStatement | undefined {
  const { name, version, releaseDigest } = judgement;
  return given
    .flatMap((one) => waiverIn(one) ?? [])
    .find((one) => one.name === name && one.version === version && one.release === releaseDigest);
}

/**
 * Signs a waiver for exactly what stayed undecided in each folder that needs one. Whoever gives no reason signs nothing, and
 * passes on what others signed.
 * @throws ClientError `threshold-unmet` when nobody signed; `envelope-invalid` for a waiver of something else; as `gatherSignatures`
 */
export async function signWaivers(
  judgements: readonly FolderJudgement[],
  options: WaiverOptions,
): Promise<readonly SignedWaiver[]> {
  const signed: SignedWaiver[] = [];
  for (const judgement of judgements.filter(({ waivable }) => waivable.length > 0)) {
    const waiver = waiverFor(judgement, options);
    if (waiver !== undefined) signed.push(await signWaiver(waiver, options));
  }
  assertUsed(signed, options.given);
  return signed;
}

function waiverFor(judgement: FolderJudgement, { given, reason }: WaiverOptions): WaiverStatement | undefined {
  if (reason === undefined) return findGiven(judgement, given);
  const { name, version, releaseDigest: release, waivable } = judgement;
  const covered = waivable.map(({ against, rule }) => ({ against, rule }));
  const distinct = new Map(covered.map((one) => [`${one.against} ${one.rule}`, one]));
  return { name, version, release, reason, waived: sortWaived([...distinct.values()]) };
}

async function signWaiver(waiver: WaiverStatement, options: WaiverOptions): Promise<SignedWaiver> {
  const { name, version } = waiver;
  const [agency = ''] = name.split('/');
  const payload = judged(agency, () => formatWaiver(waiver));
  const { state, at } = await options.agencies(agency, { signal: options.signal });
  const { threshold } = state;
  const same = options.given.filter((one) => Buffer.compare(one.payload, payload) === 0);
  const { signatures, signed, missing } = await gatherSignatures(
    {
      payloadType: STATEMENT_PAYLOAD_TYPE,
      payload,
      signatures: same.flatMap((one) => one.signatures),
      subject: `${name}@${version}`,
    },
    // Taking the answer is for people: a key of a runner may not.
    { state, at, threshold, maySign: ({ use }) => use === 'agency' },
    options.reason === undefined ? undefined : options.sign,
  );
  if (signed.length === 0) throw new ClientError('threshold-unmet', { params: { agency, threshold, count: 0 } });
  return { waiver, envelope: envelopeOf({ payloadType: STATEMENT_PAYLOAD_TYPE, payload, signatures }), missing };
}

/** A waiver that somebody signed for other content, or another reason, is not passed over in silence. */
function assertUsed(signed: readonly SignedWaiver[], given: readonly Envelope[]): void {
  const stray = given.find(
    ({ payload }) => !signed.some(({ envelope }) => Buffer.compare(envelope.payload, payload) === 0),
  );
  const waiver = stray && waiverIn(stray);
  if (waiver === undefined) return;
  throw new ClientError('envelope-invalid', {
    params: { path: `${waiver.name}@${waiver.version}`, reason: 'unrelated' },
  });
}

function waiverIn({ payloadType, payload }: Envelope): WaiverStatement | undefined {
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) return undefined;
  try {
    return parseWaiver(payload);
  } catch {
    return undefined;
  }
}
