import {
  CHANGE_PAYLOAD_TYPE,
  formatChange,
  signEnvelope,
  stateDigest,
  type Envelope,
  type Signer,
} from '@national-forge/transparency';

import type { LogCalls } from '../registry/log.ts';
import type { ChangeOptions } from './prepare-change.ts';
import { presentOnly } from './present-only.ts';
import { agencyReaderOf } from './read-agency.ts';
import { judged } from './rule-failure.ts';

/**
 * Makes the request of an agency that lost its keys: the new key, signed by itself. It goes to the operator of the registry
 * by a way on which the agency is known, and is not sent from here.
 * @throws ClientError `agency-moved`, what the reader of agencies throws
 */
export async function requestReset(
  client: LogCalls,
  options: Pick<ChangeOptions, 'agencies' | 'signal'> & { readonly agency: string; readonly key: Signer },
): Promise<Envelope> {
  const { agency, key, signal } = options;
  const { state, origin } = await presentOnly(options.agencies ?? agencyReaderOf(client))(agency, { signal });
  const { algorithm, spki } = key;
  const change = { kind: 'key-reset', algorithm, public: Buffer.from(spki).toString('base64') } as const;
  const whole = { origin, agency: state.agency, previous: stateDigest(state), change };
  const payload = judged(agency, () => formatChange(whole));
  return signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload }, [key]);
}
