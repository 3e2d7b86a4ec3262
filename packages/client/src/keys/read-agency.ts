import type { AgencyKeys, EnvelopeBody } from '@national-forge/api';
import {
  formatEnvelope,
  formatState,
  type AgencyState,
  type Moment,
  type NoteVerifier,
} from '@national-forge/transparency';

import { meetLog } from '../log/first-use.ts';
import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { assertIncluded, followAgency, stateOf, type ProvedStep } from '../trust/agency.ts';
import { askForks, erasOf } from '../trust/eras.ts';
import { openHead } from '../trust/head.ts';
import { checked, untrusted } from '../trust/step.ts';

/** Is an agency as its verified history shows it. */
export interface VerifiedAgency {
  readonly state: AgencyState;
  /** Name of the log that the history is in. */
  readonly origin: string;
  /** The place of the next leaf, and this moment: what a signature made now will be judged by, or somewhat later. */
  readonly at: Moment;
}

/** Reads an agency and verifies its history, so that nobody signs on top of a state that was made up. */
export type AgencyReader = (agency: string, options?: CallOptions) => Promise<VerifiedAgency>;

/** Says by what an agency is verified. */
export interface ReadAgencyOptions extends CallOptions {
  /** The key of the log; left out: the one that the registry names, which is trust on first use. */
  readonly verifier?: NoteVerifier | undefined;
  /** Tells the time in milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/**
 * Reads an agency and verifies all of its history: every leaf stands in the tree of a signed checkpoint, every change is
 * signed by the keys that stood before it, and the state that the registry shows is the one that follows.
 * @throws ClientError `untrusted` with the `step` that failed; `agency-unknown`; those of the way
 */
export async function readAgency(
  client: Pick<LogCalls, 'agencyKeys' | 'inclusion' | 'logKeys'>,
  agency: string,
  options: ReadAgencyOptions = {},
): Promise<VerifiedAgency> {
  const { signal, now = Date.now } = options;
  const verifier = options.verifier ?? (await meetLog(client, { signal }));
  const shown = await client.agencyKeys(agency, { signal });
  const head = openHead(shown.checkpoint, verifier);
  const steps = shown.history.map(stepOf);
  assertIncluded(agency, steps, head);
  const origin = erasOf(await askForks(client, { verifier, head, signal }), verifier);
  const { known } = followAgency({ agency, origin, steps, seen: head.size });
  const state = stateOf(known);
  assertShown(agency, shown, state);
  return { state, origin: verifier.name, at: { index: head.size, time: Math.floor(now() / 1000) } };
}

/** Makes a reader that verifies with the key that the registry names, and with no memory of earlier readings. */
export function agencyReaderOf(client: Pick<LogCalls, 'agencyKeys' | 'inclusion' | 'logKeys'>): AgencyReader {
  return (agency, options) => readAgency(client, agency, { signal: options?.signal });
}

function stepOf({ index, leaf, envelope, hashes }: AgencyKeys['history'][number]): ProvedStep {
  return { index, leaf, hashes, envelope: envelope === null ? null : canonicalText(envelope) };
}

function canonicalText({ payload, payloadType, signatures }: EnvelopeBody): string {
  const bytes = checked({ what: payloadType }, () =>
    formatEnvelope({
      payloadType,
      payload: Buffer.from(payload, 'base64'),
      signatures: signatures.map(({ keyid, sig }) => ({ keyid, signature: Buffer.from(sig, 'base64') })),
    }),
  );
  return Buffer.from(bytes).toString('utf8');
}

/** A renamed agency answers to its old names too, and shows under which one it goes on. */
function assertShown(agency: string, shown: AgencyKeys, state: AgencyState): void {
  const isSame = Buffer.from(formatState(state)).toString('utf8') === shown.state && state.leaf === shown.leaf;
  const isNamed = state.agency === shown.agency;
  const wasNamed = agency === state.agency || shown.history.some(({ leaf }) => leaf.includes(`\nfrom ${agency}\n`));
  if (!isSame || !isNamed || !wasNamed) throw untrusted('agency-state', { what: agency, reason: 'other-state' });
}
