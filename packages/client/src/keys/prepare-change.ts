import {
  CHANGE_PAYLOAD_TYPE,
  formatChange,
  parseChange,
  stateDigest,
  type AgencyChange,
  type AgencyState,
  type Change,
  type Envelope,
  type EnvelopeSignature,
} from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { changeOf, type ChangeWish } from './change-wish.ts';
import type { ChooseSigners } from './choose-signers.ts';
import { signaturesBy } from './gather-signatures.ts';
import { presentOnly } from './present-only.ts';
import { agencyReaderOf, type AgencyReader } from './read-agency.ts';
import { judged } from './rule-failure.ts';
import { signChange, type ChangeTarget } from './sign-change.ts';

/** Says who signs a change. */
export interface ChangeOptions extends CallOptions {
  /** Chooses the keys; left out: nobody but a key that is added signs. */
  readonly sign?: ChooseSigners | undefined;
  /** Reads agencies; default: {@link readAgency}, which trusts the log key on first use. */
  readonly agencies?: AgencyReader | undefined;
}

/** Is a change that is signed, perhaps not by enough keys yet. */
export interface PreparedChange {
  readonly agency: string;
  readonly change: AgencyChange;
  readonly envelope: Envelope;
  /** The verified state of the agency that the change follows. */
  readonly state: AgencyState;
  /** How many keys must sign, of all agencies together; 0 for the first key of an agency, which vouches for itself alone. */
  readonly threshold: number;
  /** Fingerprints of the keys that signed and count; a key that is added signs too and counts for nothing else. */
  readonly signed: readonly string[];
  /** How many signatures are wanting still. */
  readonly missing: number;
  /** The same of each agency that has to sign: of the one that is changed, then of the one that is given an algorithm. */
  readonly parties: readonly PartySignatures[];
}

/** Tells how far the signatures of one agency are. */
export interface PartySignatures {
  readonly agency: string;
  readonly threshold: number;
  readonly signed: readonly string[];
  readonly missing: number;
}

/**
 * Verifies an agency, makes a change of it and signs that. Nothing is sent: {@link sendChange} does, or the envelope goes
 * to the next signer ({@link changeWith}).
 *
 * @example
 * const wish = { kind: 'agency-policy', threshold: 2 } as const;
 * await sendChange(client, await prepareChange(client, { agency: 'impots', wish, sign: signWithFolder({ folder }) }));
 * @throws ClientError `untrusted` (the history of the agency does not hold), `option-invalid`, `key-unfit`, `key-missing`,
 * `key-taken`, `key-unknown`, `key-refused`, `change-refused`, `threshold-unreachable`, `threshold-unmet` when nobody
 * signed at all, `agency-moved` for an agency that has another name now
 */
export async function prepareChange(
  client: LogCalls,
  options: ChangeOptions & { readonly agency: string; readonly wish: ChangeWish },
): Promise<PreparedChange> {
  const { agency, wish } = options;
  const change = changeOf(wish);
  const target = await targetOf(client, { agency, change }, options);
  const { state, origin } = target.party;
  const whole = { origin, agency: state.agency, previous: stateDigest(state), change };
  const payload = judged(agency, () => formatChange(whole));
  const own = wish.kind === 'key-add' ? signaturesBy({ payloadType: CHANGE_PAYLOAD_TYPE, payload }, [wish.key]) : [];
  return signChange({ change: whole, payload, signatures: own }, target, options.sign);
}

/**
 * Adds signatures to a change that others made and signed. Agency, state and every signature are verified first.
 * @throws ClientError as {@link prepareChange}; `envelope-invalid` (`type`, `form`); `change-stale` when the agency has
 * changed since, `change-refused` for a change that is meant for another registry
 */
export async function changeWith(
  client: LogCalls,
  options: ChangeOptions & { readonly envelope: Envelope },
): Promise<PreparedChange> {
  const { envelope } = options;
  const change = readChange(envelope);
  const target = await targetOf(client, change, options);
  const { state, origin } = target.party;
  const { agency } = state;
  if (change.origin !== origin) {
    throw new ClientError('change-refused', { params: { agency, reason: 'change-origin' } });
  }
  if (change.previous !== stateDigest(state)) throw new ClientError('change-stale', { params: { agency } });
  const signatures: readonly EnvelopeSignature[] = envelope.signatures;
  return signChange({ change, payload: envelope.payload, signatures }, target, options.sign);
}

/** Reads what an envelope of a change says; nothing is verified. */
export function readChange({ payloadType, payload }: Envelope): AgencyChange {
  if (payloadType !== CHANGE_PAYLOAD_TYPE) {
    throw new ClientError('envelope-invalid', { params: { path: payloadType, reason: 'type' } });
  }
  try {
    return parseChange(payload);
  } catch (cause) {
    throw new ClientError('envelope-invalid', { params: { path: payloadType, reason: 'form' }, cause });
  }
}

async function targetOf(
  client: LogCalls,
  { agency, change }: { readonly agency: string; readonly change: Change },
  options: ChangeOptions,
): Promise<ChangeTarget> {
  const { signal } = options;
  const read = presentOnly(options.agencies ?? agencyReaderOf(client));
  const party = await read(agency, { signal });
  const receiver = change.kind === 'transfer' ? receiverOf(change.to) : undefined;
  if (receiver === undefined || receiver === party.state.agency) return { party };
  return { party, receiver: await read(receiver, { signal }) };
}

/** A whole agency that is renamed has no receiver. */
const receiverOf = (to: string): string | undefined => (to.includes('/') ? to.split('/')[0] : undefined);
