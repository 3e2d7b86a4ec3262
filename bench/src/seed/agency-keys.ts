import { pathOf, type AgencyChanged, type AgencyKeys, type LogKeys } from '@national-forge/api';
import {
  CHANGE_PAYLOAD_TYPE,
  digestOf,
  formatChange,
  formatEnvelope,
  signEnvelope,
  type Change,
  type Signer,
} from '@national-forge/transparency';

import type { HttpClient } from '../load/http-client.ts';

/** Says which agency gets which keys, and who may say so. */
export interface KeyOwner {
  readonly agency: string;
  readonly token: string;
}

/**
 * Registers keys of an agency that has none, the way every client does: each change is signed by the keys that stand before
 * it. With several keys as many signatures are demanded afterwards.
 */
export async function registerKeys(client: HttpClient, owner: KeyOwner, signers: readonly Signer[]): Promise<void> {
  const [first] = signers;
  if (first === undefined) throw new TypeError('an agency without keys publishes nothing');
  for (const signer of signers) await changeKeys(client, owner, { change: keyAdd(signer), signers: [first, signer] });
  if (signers.length === 1) return;
  await changeKeys(client, owner, {
    change: { kind: 'agency-policy', threshold: signers.length },
    signers: [first],
  });
}

/** Makes one signed change of the keys of an agency. */
export async function changeKeys(
  client: HttpClient,
  { agency, token }: KeyOwner,
  { change, signers }: { readonly change: Change; readonly signers: readonly Signer[] },
): Promise<AgencyChanged> {
  const { origin } = await read<LogKeys>(client, pathOf('getLogKeys'));
  const { state } = await read<AgencyKeys>(client, pathOf('getAgencyKeys', { agency }));
  const payload = formatChange({ agency, change, origin, previous: digestOf(Buffer.from(state)) });
  const envelope = formatEnvelope(signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload }, [...new Set(signers)]));
  const made = await client.call({
    ...{ method: 'POST', path: pathOf('changeAgencyKeys', { agency }) },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: `{"envelope":${Buffer.from(envelope).toString()}}`,
  });
  return JSON.parse(made.body.toString()) as AgencyChanged;
}

/** Says that a key of the agency is added. */
export function keyAdd({ algorithm, spki }: Signer): Change {
  const unlimited = { use: 'agency' as const, names: null, expires: null };
  return { kind: 'key-add', algorithm, public: Buffer.from(spki).toString('base64'), ...unlimited };
}

async function read<T>(client: HttpClient, path: string): Promise<T> {
  return JSON.parse((await client.call({ path })).body.toString()) as T;
}
