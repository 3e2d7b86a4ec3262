import { createPrivateKey, hash } from 'node:crypto';

import {
  CHANGE_PAYLOAD_TYPE,
  formatChange,
  formatEnvelope,
  openSigningKey,
  signEnvelope,
  type Change,
  type Signer,
} from '@national-forge/transparency';

import type { AgencyChangePlan, PlanOutcome } from '../../ports.ts';
import type { Store } from '../open-store.ts';

// PrivateKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410 §7).
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Makes the Ed25519 key that a name stands for, the same in every process. */
export function testKey(name: string): Signer {
  const der = Buffer.concat([PKCS8_PREFIX, hash('sha256', `key of ${name}`, 'buffer')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return openSigningKey(key.export({ format: 'pem', type: 'pkcs8' }).toString());
}

/** Says what is changed and who signs it. */
export interface SampleChange {
  readonly agency: string;
  readonly change: Change;
  readonly signers: readonly Signer[];
  /** Digest of the state it follows; the present one unless given. */
  readonly previous?: string;
  readonly origin?: string;
}

/** Makes the plan of a signed change of an agency as it stands now. */
export async function changePlan(
  store: Pick<Store, 'log' | 'agencyStates'>,
  { agency, change, signers, ...rest }: SampleChange,
): Promise<AgencyChangePlan> {
  const current = await store.agencyStates.current(agency);
  const { origin } = await store.log.identity();
  const payload = formatChange({ agency, change, origin, previous: current?.digest ?? '', ...rest });
  const envelope = formatEnvelope(signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload }, signers));
  return { kind: 'agency-change', actor: 'token-1', agency, envelope };
}

type Keys = Pick<Store, 'ledger' | 'log' | 'agencyStates'>;

/** Makes a signed change of an agency. */
export async function changeAgency(store: Keys, change: SampleChange): Promise<PlanOutcome> {
  return store.ledger.commit(await changePlan(store, change));
}

/** Says that a key is added. */
export function keyAdd({ algorithm, spki }: Signer, rest: Partial<Extract<Change, { kind: 'key-add' }>> = {}): Change {
  const base = { use: 'agency' as const, names: null, expires: null };
  return { kind: 'key-add', algorithm, public: Buffer.from(spki).toString('base64'), ...base, ...rest };
}

/** Creates agencies with one key each, the one of their name. */
export async function createAgencies(store: Keys, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const made = await store.ledger.commit({ kind: 'agency', actor: 'operator', name, title: { fr: name } });
    if (!made.ok) throw new Error(made.code);
    const key = testKey(name);
    const added = await changeAgency(store, { agency: name, change: keyAdd(key), signers: [key] });
    if (!added.ok) throw new Error(added.code);
  }
}
