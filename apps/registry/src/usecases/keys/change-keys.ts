import {
  ProblemError,
  trustProblem,
  type AgencyChanged,
  type EnvelopeBody,
  type LogReceipt,
} from '@national-forge/api';
import { isReservedName } from '@national-forge/manifest';
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
import { assertAgency, assertScope } from '../accounts/rights.ts';
import { OPERATOR } from '../actor.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { orProblem, readEnvelope } from '../read-envelope.ts';
import { nameParams } from '../stored-document.ts';

type ChangeDeps = Pick<Deps, 'ledger' | 'catalogue' | 'agencyStates' | 'names'>;

/** Is a signed change on its way to the ledger. */
export interface SignedChange {
  readonly agency: string;
  readonly envelope: EnvelopeBody;
  /** Why a name moves; no other change says why. */
  readonly reason?: string | undefined;
}

/** What an owner may send; the rest is the operator's. */
const OWN_KINDS: readonly AgencyChange['change']['kind'][] = ['key-add', 'key-revoke', 'agency-policy', 'transfer'];

/**
 * Adds or revokes a key, sets the threshold, or moves a name, as the keys of the agency have signed it. The token only opens the door:
 * what counts is judged by the ledger under its lock, from the state found there. The same change again gives the same
 * receipt. A rename is sent by the operator; the agency has signed it.
 * Throws `ProblemError` `agency-forbidden`, `scope-missing`, `agency-unknown`, `signature-invalid`, `key-refused`, `key-taken`,
 * `key-unknown`, `change-stale`, `change-refused`, `threshold-unmet`, `threshold-unreachable`; of a name `agency-moved`,
 * `agency-taken`, `algorithm-unknown`, `algorithm-moved`, `algorithm-taken`, `name-reserved`.
 */
export async function changeKeys(
  deps: ChangeDeps,
  account: Account,
  { agency, envelope, reason }: SignedChange,
): Promise<AgencyChanged> {
  // Who renamed an agency and never heard of it asks again under the old name, with a token that follows the new one.
  assertAgency(account.token, deps.names.agency(agency) ?? agency);
  await assertExists(deps, agency);
  const signed = readChange(agency, envelope);
  if (!OWN_KINDS.includes(signed.change.kind)) throw refused(agency);
  assertScope(account.token, [isRename(signed.change) ? 'operator' : 'owner']);
  if (reason !== undefined && signed.change.kind !== 'transfer') {
    throw new ProblemError('request-invalid', { reason: `/body/reason: ${signed.change.kind}` });
  }
  assertNotReserved(signed.change);
  const plan = { kind: 'agency-change', actor: account.token.id, agency, envelope: signed.bytes, reason } as const;
  return changed(deps, agency, (await commit(deps.ledger, plan)).receipts);
}

/** Names of agencies are given by the operator: an owner who took any free one could pass for another ministry. */
const isRename = (change: AgencyChange['change']): boolean => change.kind === 'transfer' && !change.to.includes('/');

function assertNotReserved(change: AgencyChange['change']): void {
  if (change.kind !== 'transfer') return;
  const { to } = change;
  const isReserved = to.includes('/') ? isReservedName(nameParams(to).name, 'algorithm') : isReservedName(to, 'agency');
  if (isReserved) throw new ProblemError('name-reserved', { name: to });
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

/** An agency that was renamed exists; whether it may still be changed under the old name is for the ledger to say. */
async function assertExists({ catalogue, names }: ChangeDeps, agency: string): Promise<void> {
  if (names.agency(agency) === undefined && !(await catalogue.hasAgency(agency)))
    throw new ProblemError('agency-unknown', { agency });
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
  { agencyStates, names }: ChangeDeps,
  agency: string,
  [receipt]: readonly (LogReceipt | null)[],
): Promise<AgencyChanged> {
  const leaf = receipt && parseLeaf(Buffer.from(receipt.leaf));
  const present = names.agency(agency) ?? agency;
  // A transfer of one algorithm leaves the agency as it is.
  const state =
    leaf && isAgencyLeaf(leaf) ? await agencyStates.byDigest(leaf.state) : await agencyStates.current(present);
  if (!receipt || state === undefined) throw new Error(`changed ${agency} without a leaf or a state`);
  return { agency: state.agency, state: Buffer.from(state.bytes).toString(), leaf: state.leaf, receipt };
}
