import type { AgencyKeys } from '@national-forge/api';
import * as z from 'zod';

import { readHistory, writeHistory } from '../cache/proofs.ts';
import { ClientError } from '../client-error.ts';
import {
  assertIncluded,
  assertNotReset,
  assertPinned,
  followAgency,
  type AgencyOutcome,
  type AgencyStep,
} from './agency.ts';
import { askForks, erasOf, forkProof, type ForkProof } from './eras.ts';
import { blaming } from './head.ts';
import { findAgency, type AgencyPin, type KnownAgency } from './known-log.ts';
import type { OpenedLog, TrustMeans } from './open-log.ts';
import { untrusted } from './step.ts';

/** Is an agency whose keys were proved. */
export interface ProvedAgency {
  readonly agency: string;
  readonly known: KnownAgency;
  /** Whether its keys were met for the first time and are trusted for that alone. */
  readonly isFirstUse: boolean;
  /** Index of the leaf with which the operator last replaced all its keys, where its whole history was looked at now. */
  readonly reset?: number | undefined;
  /** All its steps, where they are at hand: they prove its keys again without a registry. */
  readonly history: History | undefined;
}

/** Is the whole history of an agency. */
export interface History {
  /** The names that the log had, with their proof; null: one. */
  readonly forks: ForkProof | null;
  readonly steps: readonly AgencyStep[];
}

/** Says whose keys are to be proved, and by what. */
export interface AgencyClaim {
  readonly means: TrustMeans;
  readonly log: OpenedLog;
  readonly agency: string;
  /** What the lock file says of the agency. */
  readonly pin?: AgencyPin | undefined;
  /** What the lock file says of all agencies: this one may be known by a name that it had. */
  readonly pins?: Readonly<Record<string, AgencyPin>> | undefined;
  /** Takes keys that the operator reset: a person has said so. */
  readonly isResetTrusted?: boolean;
}

/**
 * Proves the keys of an agency: from what is known of it (trust file, else the lock with the history in the cache) on, or
 * from its first leaf, every step is in the log and signed by the keys before it.
 * @throws ClientError `untrusted` at `inclusion`, `agency-state`, `agency-rollback` or `agency-reset`; `offline`; those of
 * the way
 */
export async function proveAgency(claim: AgencyClaim): Promise<ProvedAgency> {
  const { log, agency, pin } = claim;
  const known = findAgency(log.known?.agencies, agency);
  const proved = log.online ? await askAgency(claim, known) : await recallAgency(claim, known);
  if (known !== undefined) assertPinned(agency, known, proved.known);
  if (pin !== undefined) {
    blaming('lock', () => {
      assertPinned(agency, pin, proved.known);
      assertPinnedKeys(agency, pin, proved.known);
    });
  }
  const { isKnownBefore = false, ...found } = proved;
  return { agency, ...found, isFirstUse: known === undefined && pin === undefined && !isKnownBefore };
}

interface Found extends Pick<ProvedAgency, 'known' | 'history' | 'reset'> {
  /** Whether the agency was known by a name that it had. */
  readonly isKnownBefore?: boolean;
}

async function askAgency(claim: AgencyClaim, known: KnownAgency | undefined): Promise<Found> {
  const { log } = claim;
  const wanted = known?.state ?? claim.pin?.state;
  const recalled = await recallHistory(claim, wanted);
  if (known?.seen === log.newest.size && recalled !== undefined) return { known, history: recalled };
  // What was verified before needs no second look; without the history in the cache all of it is fetched, to be kept.
  const from = recalled && (known ?? tryReplay(claim, recalled, wanted));
  const before = (from && recalled) ?? { forks: await forksNow(claim), steps: [] };
  const steps = await askSteps(claim, from?.leaf);
  const outcome = follow(claim, { forks: before.forks, steps, from });
  assertStanding(claim, known, outcome);
  const history = { forks: before.forks, steps: [...before.steps, ...steps] };
  const isKnownBefore = wasKnown(claim, history, outcome);
  return { known: outcome.known, history, reset: resetIn(outcome, from), isKnownBefore };
}

/** Only who looks at the whole history is to be told of a reset; who knew the agency before it is stopped. */
const resetIn = ({ resets }: AgencyOutcome, from: KnownAgency | undefined): number | undefined =>
  from === undefined ? resets.at(-1) : undefined;

/** An agency that was renamed is no new one: what is known by the names that it had must lie on its way. */
function wasKnown(claim: AgencyClaim, { steps }: History, outcome: AgencyOutcome): boolean {
  const { agency, log, pins } = claim;
  // Its present name is the one it is known by, as a rule.
  const isNew = findAgency(log.known?.agencies, agency) === undefined && claim.pin === undefined;
  const names = (isNew ? steps : []).flatMap(
    ({ leaf }) => /^nforge-leaf\/1 transfer\n.*^from (\S+)$/ms.exec(leaf)?.[1] ?? [],
  );
  const before = names
    .filter((name) => name !== agency)
    .flatMap((name) => [findAgency(log.known?.agencies, name), findAgency(pins, name)])
    .filter((one) => one !== undefined);
  for (const one of before) {
    assertPinned(agency, one, outcome.known);
    if (claim.isResetTrusted !== true) assertNotReset(agency, one.leaf, outcome);
  }
  return before.length > 0;
}

/** Fetches the steps after a leaf, each proved to be in the newest tree. */
async function askSteps(claim: AgencyClaim, after: number | undefined): Promise<readonly AgencyStep[]> {
  const { means, log, agency } = claim;
  const { history, leaf } = await askKeys(claim, { after, size: log.newest.size, signal: means.signal });
  if (after !== undefined && leaf < after) {
    throw untrusted('agency-rollback', { what: agency, expected: after, actual: leaf, reason: 'older' });
  }
  const proved = history
    .filter(({ index }) => index > (after ?? -1))
    .map(({ envelope, ...step }) => ({ ...step, envelope: envelope === null ? null : envelopeText(envelope) }));
  assertIncluded(agency, proved, log.newest);
  return proved.map(({ index, leaf, envelope }) => ({ index, leaf, envelope }));
}

/** The end of what is shown must not lie before what is known, and no key may have been reset since. */
function assertStanding(claim: AgencyClaim, known: KnownAgency | undefined, outcome: AgencyOutcome): void {
  const { agency, pin } = claim;
  if (known !== undefined) assertPinned(agency, known, outcome.known);
  const pinned = known?.leaf ?? pin?.leaf;
  if (pinned !== undefined && claim.isResetTrusted !== true) assertNotReset(agency, pinned, outcome);
}

async function recallAgency(claim: AgencyClaim, known: KnownAgency | undefined): Promise<Found> {
  const { agency, pin } = claim;
  if (known !== undefined && (pin === undefined || pin.leaf <= known.leaf)) return { known, history: undefined };
  const history = await recallHistory(claim, pin?.state);
  if (pin === undefined || history === undefined) {
    throw claim.log.silence ?? new ClientError('offline', { params: { what: agency } });
  }
  const outcome = blaming('cache', () => replay(claim, history));
  const actual = outcome.known.state;
  // Steps behind the state that the lock pins would be of no tree that anybody signed.
  if (actual !== pin.state) {
    throw untrusted('agency-state', {
      what: agency,
      expected: pin.state,
      actual,
      reason: 'other-state',
      source: 'cache',
    });
  }
  assertStanding({ ...claim, pin: undefined }, known, outcome);
  return { known: outcome.known, history };
}

const historyShape = z.object({
  forks: forkProof.nullable(),
  steps: z.array(z.object({ index: z.int().min(0), leaf: z.string(), envelope: z.string().nullable() })),
});

/** Reads the history up to a state from the cache; one that is damaged is none. */
async function recallHistory({ means, log, agency }: AgencyClaim, state?: string): Promise<History | undefined> {
  if (state === undefined) return undefined;
  const text = await readHistory({ folder: means.cache }, { origin: log.origin, agency, state });
  if (text === undefined) return undefined;
  try {
    return historyShape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function replay(claim: AgencyClaim, { forks, steps }: History): AgencyOutcome {
  return follow(claim, { forks, steps, from: undefined });
}

/** A history in the cache that does not hold, or does not end where its name says, is fetched again. */
function tryReplay(claim: AgencyClaim, history: History, state: string | undefined): KnownAgency | undefined {
  try {
    const { known } = replay(claim, history);
    return known.state === state ? known : undefined;
  } catch {
    return undefined;
  }
}

function follow(claim: AgencyClaim, { forks, steps, from }: History & { readonly from: KnownAgency | undefined }) {
  const { agency, log } = claim;
  return followAgency({ agency, origin: erasOf(forks, log.verifier), steps, from, seen: log.newest.size });
}

async function askKeys(
  { means, agency }: AgencyClaim,
  options: { readonly after: number | undefined; readonly size: number; readonly signal: AbortSignal | undefined },
): Promise<AgencyKeys> {
  if (means.client === undefined) throw new ClientError('offline', { params: { what: agency } });
  return means.client.agencyKeys(agency, options);
}

async function forksNow({ means, log }: AgencyClaim): Promise<ForkProof | null> {
  const { client, signal } = means;
  if (client === undefined) throw new ClientError('offline', { params: { what: log.origin } });
  return askForks(client, { verifier: log.verifier, head: log.newest, signal });
}

/** Lists envelopes in the form whose digest leaves name. */
function envelopeText({
  payload,
  payloadType,
  signatures,
}: NonNullable<AgencyKeys['history'][number]['envelope']>): string {
  const ordered = signatures.map(({ keyid, sig }) => ({ keyid, sig }));
  return JSON.stringify({ payload, payloadType, signatures: ordered });
}

/** A lock whose keys were exchanged would name keys that its state does not have. */
function assertPinnedKeys(agency: string, pin: AgencyPin, known: KnownAgency): void {
  const isSame = pin.state === known.state && pin.keys.join(' ') !== known.keys.join(' ');
  const keys = new Set(known.text.split('\n').flatMap((line) => /^key (\S+)/.exec(line)?.[1] ?? []));
  const stranger = pin.keys.find((key) => !keys.has(key));
  if (!isSame && stranger === undefined) return;
  throw untrusted('agency-state', { what: agency, actual: stranger ?? pin.keys.join(' '), reason: 'keys' });
}

/** Keeps the history of an agency in the cache, up to the newest state and up to the one that the lock names. */
export async function keepHistory(claim: AgencyClaim, { known, history }: ProvedAgency): Promise<void> {
  if (history === undefined) return;
  const { means, log, agency, pin } = claim;
  for (const { leaf, state } of [known, ...(pin === undefined ? [] : [pin])]) {
    const name = { origin: log.origin, agency, state };
    const steps = history.steps.filter(({ index }) => index <= leaf);
    const text = JSON.stringify({ forks: history.forks, steps });
    const kept = await readHistory({ folder: means.cache }, name);
    if (kept !== text) await writeHistory({ folder: means.cache }, name, text);
  }
}
