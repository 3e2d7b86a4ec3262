import {
  ProblemError,
  trustProblem,
  type AgencyChanged,
  type EnvelopeBody,
  type LogReceipt,
} from '@national-forge/api';
import {
  CHANGE_PAYLOAD_TYPE,
  isAgencyLeaf,
  parseChange,
  parseLeaf,
  TransparencyError,
  type AgencyChange,
  type Envelope,
} from '@national-forge/transparency';

import type { Account } from '../../ports.ts';
import { assertAgency } from '../accounts/rights.ts';
import { OPERATOR } from '../actor.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { orProblem, readEnvelope } from '../read-envelope.ts';

type ChangeDeps = Pick<Deps, 'ledger' | 'catalogue' | 'agencyStates'>;

/** Is a signed change on its way to the ledger. */
export interface SignedChange {
  readonly agency: string;
  readonly envelope: EnvelopeBody;
}

/** What an owner may send; the rest is the operator's. */
const OWN_KINDS: readonly AgencyChange['change']['kind'][] = ['key-add', 'key-revoke', 'agency-policy'];

/**
 * Adds or revokes a key, or sets the threshold, as the keys of the agency have signed it. The token only opens the door:
 * what counts is judged by the ledger under its lock, from the state found there. The same change again gives the same
 * receipt.
 * Throws `ProblemError` `agency-forbidden`, `agency-unknown`, `signature-invalid`, `key-refused`, `key-taken`,
 * `key-unknown`, `change-stale`, `change-refused`, `threshold-unmet`, `threshold-unreachable`.
 */
export async function changeKeys(
  deps: ChangeDeps,
  account: Account,
  { agency, envelope }: SignedChange,
): Promise<AgencyChanged> {
  assertAgency(account.token, agency);
  await assertExists(deps, agency);
  const signed = readChange(agency, envelope);
  if (!OWN_KINDS.includes(signed.change.kind)) throw refused(agency);
  const plan = { kind: 'agency-change', actor: account.token.id, agency, envelope: signed.bytes } as const;
  return changed(deps, agency, (await commit(deps.ledger, plan)).receipts);
}

/**
 * Replaces all keys of an agency by one, on the word of the operator alone: what is left when an agency has lost its keys.
 * Clients that knew the agency refuse it from then on, until a person says otherwise. Never offered over HTTP.
 * Throws `ProblemError` `agency-unknown`, `signature-invalid`, `key-refused`, `key-taken`, `change-stale`, `change-refused`.
 */
export async function resetKeys(
  deps: ChangeDeps,
  { agency, envelope, reason }: SignedChange & { readonly reason: string },
): Promise<AgencyChanged> {
  await assertExists(deps, agency);
  const signed = readChange(agency, envelope);
  if (signed.change.kind !== 'key-reset') throw refused(agency);
  const plan = { kind: 'key-reset', actor: OPERATOR, agency, envelope: signed.bytes, reason } as const;
  return changed(deps, agency, (await commit(deps.ledger, plan)).receipts);
}

async function assertExists({ catalogue }: ChangeDeps, agency: string): Promise<void> {
  if (!(await catalogue.hasAgency(agency))) throw new ProblemError('agency-unknown', { agency });
}

function readChange(agency: string, body: EnvelopeBody): AgencyChange & { readonly bytes: Uint8Array } {
  const { envelope, bytes } = readEnvelope(body, agency);
  const change = orProblem(agency, () => parsePayload(envelope));
  // A change of another agency, signed by its keys, must not slip in under this one's address.
  if (change.agency !== agency) throw refused(agency);
  return { ...change, bytes };
}

function parsePayload({ payloadType, payload }: Envelope): AgencyChange {
  if (payloadType !== CHANGE_PAYLOAD_TYPE) throw new TransparencyError('envelope-type');
  return parseChange(payload);
}

const refused = (agency: string): ProblemError => trustProblem(new TransparencyError('change-malformed'), agency);

async function changed(
  { agencyStates }: ChangeDeps,
  agency: string,
  [receipt]: readonly (LogReceipt | null)[],
): Promise<AgencyChanged> {
  const leaf = receipt && parseLeaf(Buffer.from(receipt.leaf));
  const state = leaf && isAgencyLeaf(leaf) ? await agencyStates.byDigest(leaf.state) : undefined;
  if (!receipt || state === undefined) throw new Error(`changed ${agency} without a leaf or a state`);
  return { agency, state: Buffer.from(state.bytes).toString(), leaf: receipt.index, receipt };
}
