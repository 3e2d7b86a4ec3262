import { createSigningKey, type Signer } from '@national-forge/transparency';

import { SampleLog } from '../../testing/sample-log.ts';
import { openDesk, type Desk } from './desk.ts';

/** Names the agency of {@link office}. */
export const AGENCY = 'impots';

/** Makes a key that no agency has. */
export const newKey = (): Signer => createSigningKey('ed25519').signer;

/** Opens a desk with an agency of some keys and a threshold. */
export async function office(
  keys: number,
  threshold = 1,
): Promise<{ readonly desk: Desk; readonly keys: readonly Signer[] }> {
  const log = new SampleLog();
  const signers = [log.openAgency(AGENCY)];
  while (signers.length < keys) signers.push(log.addKey(AGENCY));
  if (threshold > 1) log.change(AGENCY, { kind: 'agency-policy', threshold }, signers);
  return { desk: await openDesk(log), keys: signers };
}

/** Lists the keys of the agency that are not revoked. */
export const fingerprints = (desk: Desk): readonly string[] =>
  desk.log.stateOf(AGENCY)?.keys.flatMap(({ fingerprint, until }) => (until === null ? [fingerprint] : [])) ?? [];
