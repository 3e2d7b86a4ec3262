import type { AgencyChanged } from '@national-forge/api';
import type { Signer } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { LogCalls } from '../registry/log.ts';
import { prepareChange, type ChangeOptions } from './prepare-change.ts';
import { agencyReaderOf } from './read-agency.ts';
import { sendChange } from './send-change.ts';

/** Says which key takes the place of which. */
export interface Rotation extends ChangeOptions {
  readonly agency: string;
  /** Fingerprint of the key that goes. */
  readonly from: string;
  /** The key that comes. */
  readonly to: Signer;
  /** The last second, UTC, in which the new key counts; default: as the old one. */
  readonly expires?: number | null | undefined;
}

/** Is what a rotation did; null: it was done before. */
export interface Rotated {
  readonly added: AgencyChanged | null;
  readonly revoked: AgencyChanged | null;
}

/**
 * Puts a new key in the place of an old one, with the same rights: adds the new one, then revokes the old one. What was
 * cut off goes on where it stopped. Where the agency demands signatures of several people, each half is a change of its
 * own that they sign: {@link prepareChange}.
 * @throws ClientError as {@link prepareChange} and {@link sendChange}; `key-unknown` for an old key that the agency never had
 */
export async function rotateKey(client: LogCalls, rotation: Rotation): Promise<Rotated> {
  const { agency, from, to, signal } = rotation;
  const read = rotation.agencies ?? agencyReaderOf(client);
  const { state } = await read(agency, { signal });
  const old = state.keys.find(({ fingerprint }) => fingerprint === from);
  if (old === undefined) throw new ClientError('key-unknown', { params: { agency, key: from } });
  const { use, names } = old;
  const expires = rotation.expires === undefined ? old.expires : rotation.expires;
  const isAdded = state.keys.some(({ fingerprint, until }) => fingerprint === to.fingerprint && until === null);
  const wish = { kind: 'key-add', key: to, use, names, expires } as const;
  const added = isAdded
    ? null
    : await sendChange(client, await prepareChange(client, { ...rotation, wish }), { signal });
  if (old.until !== null) return { added, revoked: null };
  const revocation = {
    ...rotation,
    sign: withKey(to, rotation.sign),
    wish: { kind: 'key-revoke', key: from },
  } as const;
  return { added, revoked: await sendChange(client, await prepareChange(client, revocation), { signal }) };
}

/** The new key counts already when the old one goes; the old one does not count for that. */
function withKey(key: Signer, sign: ChangeOptions['sign']): NonNullable<ChangeOptions['sign']> {
  return async (request) => {
    const isUsable = request.usable.some(({ fingerprint }) => fingerprint === key.fingerprint);
    if (!isUsable) return (await sign?.(request)) ?? [];
    const signed = [...request.signed, key.fingerprint];
    if (signed.length >= request.threshold) return [key];
    const usable = request.usable.filter(({ fingerprint }) => fingerprint !== key.fingerprint);
    return [key, ...((await sign?.({ ...request, usable, signed })) ?? [])];
  };
}
