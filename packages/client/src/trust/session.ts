import type { AgencyState, VerifiedRelease } from '@national-forge/transparency';

import { listProofSizes, readProof, writeProof } from '../cache/proofs.ts';
import { ClientError, isClientError } from '../client-error.ts';
import { agencyOf, signedName } from '../project/moved-names.ts';
import { pinOf, stateOf } from './agency.ts';
import { keepHistory, proveAgency, type AgencyClaim, type ProvedAgency } from './agencies.ts';
import { openPinned, type Head } from './head.ts';
import { findAgency, type AgencyPin, type LogPin } from './known-log.ts';
import { assertBefore, openMoves, type Moves } from './moves.ts';
import { openLog, type OpenedLog, type TrustMeans } from './open-log.ts';
import { assertJudged, proveRelease } from './prove-release.ts';
import { remember } from './record.ts';
import { untrusted } from './step.ts';

/** Is what a lock file pins. */
export interface LockPins {
  readonly log: LogPin;
  readonly agencies: Readonly<Record<string, AgencyPin>>;
}

/** Is what was trusted because it was met for the first time: people compare it with what the agency publishes. */
export interface FirstUse {
  readonly origin: string;
  /** Verifier key of the log; undefined when the log was known. */
  readonly key: string | undefined;
  readonly agencies: readonly MetAgency[];
}

/** Is an agency that was met for the first time. */
export interface MetAgency {
  readonly agency: string;
  readonly keys: readonly string[];
  /** Index of the leaf with which the operator replaced all its keys; absent: the agency itself made every change of them. */
  readonly reset?: number | undefined;
}

/** Tells what people are to know of an agency that is met. */
export function metAgency({ agency, known, reset }: ProvedAgency): MetAgency {
  return { agency, keys: known.keys, ...(reset !== undefined && { reset }) };
}

/** Names a release that is to be proved. */
export interface ReleaseName {
  readonly name: string;
  readonly version: string;
  readonly releaseDigest?: string | undefined;
  /** The name that it was published and signed under, where the algorithm has another one now; the way between is to be proved first. */
  readonly publishedAs?: string | undefined;
}

/** Proves releases of one registry by one checkpoint, each agency once. */
export interface TrustSession {
  readonly log: OpenedLog;
  /** The names that moved: whoever proves a release that was published under another name proves its way first. */
  readonly moves: Moves;
  /**
   * Proves a release: from the cache, else by the registry. The first that fails ends the session.
   * @throws ClientError `untrusted`, `offline`; those of the registry and the way
   */
  prove(release: ReleaseName): Promise<VerifiedRelease>;
  /** Verifies the proof file alone (one that is given, else from the cache or the registry), not yet whose keys it names. */
  verify(release: ReleaseName, file?: Uint8Array): Promise<VerifiedRelease>;
  /** Proves that the keys in a verified proof were the agency's own. */
  judge(verified: VerifiedRelease): Promise<ProvedAgency>;
  /** Gives what a lock file says of the log and of the agencies that were proved. */
  pins(): LockPins;
  firstUse(): FirstUse | undefined;
  /** Remembers what was proved; to be called when all has succeeded. */
  remember(): Promise<void>;
}

/** Says what the lock pins, and in which tree releases are proved. */
export interface SessionOptions {
  /** The log, where it was opened already. */
  readonly log?: OpenedLog | undefined;
  readonly pins?: LockPins | undefined;
  /** Proves in the tree of the lock, and takes the lock for enough when the registry does not answer. */
  readonly isStanding?: boolean | undefined;
  /** Takes the tree that each proof names, as long as its checkpoint is signed by the key of the log. */
  readonly isAnyTree?: boolean | undefined;
}

/**
 * Opens the proof of releases: one checkpoint for all of them.
 * @throws ClientError `untrusted`, `offline`, those of the way
 */
export async function openTrust(asked: TrustMeans, options: SessionOptions = {}): Promise<TrustSession> {
  const failed = new AbortController();
  const means = { ...asked, signal: either(failed.signal, asked.signal) };
  const { pins, isStanding = false, isAnyTree = false } = options;
  const log = options.log ?? (await openLog(means, { pin: pins?.log, isEnough: isStanding }));
  const pinned = isStanding && pins !== undefined ? openPinned(pins.log, log.verifier) : undefined;
  const base = isAnyTree ? undefined : (pinned ?? log.newest);
  const agencies = agenciesOf(means, log, pins?.agencies);
  const moves = openMoves({ means, log, head: base ?? log.newest, agency: agencies.prove });
  const isLocked = pinned !== undefined;
  const context: Context = { means, log, base, isLocked, agency: agencies.prove, states: new Map() };
  return {
    log,
    moves,
    prove: async (release) => {
      try {
        const agency = agencyOf(signedName(release));
        const [verified] = await Promise.all([findProof(context, release), agencies.prove(agency)]);
        await judge(context, verified);
        assertNamed(release, verified, moves);
        return verified;
      } catch (error) {
        // What others still ask for is of no use any more, and would be told after the failure.
        failed.abort();
        throw error;
      }
    },
    verify: async (release, file) => (file ? verify(context, release, file) : findProof(context, release)),
    judge: (verified) => judge(context, verified),
    pins: () => pinsOf(log, base ?? log.newest, agencies.proved()),
    firstUse: () => firstUseOf(log, agencies.proved()),
    remember: async () => {
      await agencies.keep();
      const proved = Object.fromEntries(agencies.proved().map(({ agency, known }) => [agency, known]));
      await remember(means, log, { agencies: proved, moved: moves.all() });
    },
  };
}

const either = (one: AbortSignal, other: AbortSignal | undefined): AbortSignal =>
  other === undefined ? one : AbortSignal.any([one, other]);

/**
 * Proves that a release is one of the algorithm that was asked for: it has that name, or was published under another one before
 * that name went to this one.
 */
function assertNamed(release: ReleaseName, { index }: VerifiedRelease, moves: Moves): void {
  const { name } = release;
  const what = signedName(release);
  if (moves.find(name) !== undefined) throw untrusted('moved', { what: name, actual: name, reason: 'hidden' });
  if (what === name) return;
  const move = moves.find(what);
  if (move?.to !== name) {
    throw untrusted('moved', { what, expected: name, actual: move?.to ?? what, reason: 'no-proof' });
  }
  assertBefore(what, index, move);
}

interface Context {
  readonly means: TrustMeans;
  readonly log: OpenedLog;
  readonly base: Head | undefined;
  /** Whether the releases are those of a lock as it stands. */
  readonly isLocked: boolean;
  readonly agency: (agency: string) => Promise<ProvedAgency>;
  /** The newest state of each agency, opened once. */
  readonly states: Map<string, AgencyState>;
}

async function judge(context: Context, verified: VerifiedRelease): Promise<ProvedAgency> {
  const agency = agencyOf(verified.name);
  const proved = await context.agency(agency);
  assertJudged(verified, proved.known, () => {
    const newest = context.states.get(agency) ?? stateOf(proved.known);
    context.states.set(agency, newest);
    return newest;
  });
  return proved;
}

/** Takes the proof from the cache, where one that does not hold is a damaged one as long as another can be fetched. */
async function findProof(context: Context, release: ReleaseName): Promise<VerifiedRelease> {
  const { means, log, base } = context;
  const cache = { folder: means.cache };
  const { name, version } = release;
  // Proofs are of the name of their time, and kept by that; the registry has them under the present one.
  const place = { origin: log.origin, name: signedName(release), version };
  const size = base?.size ?? (await listProofSizes(cache, place))[0];
  const cached = size === undefined ? undefined : await readProof(cache, { ...place, size });
  if (cached !== undefined) {
    try {
      return verify(context, release, cached);
    } catch (error) {
      if (means.client === undefined) throw blamed(context, { release, bytes: cached, error }, 'cache');
      if (!isClientError(error)) throw error;
    }
  }
  if (means.client === undefined || size === undefined) {
    throw new ClientError('offline', { params: { what: `${name}@${version}` } });
  }
  const bytes = await means.client.releaseProof(name, version, { size, signal: means.signal });
  try {
    const verified = verify(context, release, bytes);
    await writeProof(cache, { ...place, size }, bytes);
    return verified;
  } catch (error) {
    throw blamed(context, { release, bytes, error });
  }
}

function verify({ log, base }: Context, release: ReleaseName, bytes: Uint8Array): VerifiedRelease {
  const { version, releaseDigest } = release;
  return proveRelease({ bytes, verifier: log.verifier, base, name: signedName(release), version, releaseDigest });
}

/** A sound proof of the release that is not of the content in the lock speaks against the lock, or for a registry that lies. */
function blamed(context: Context, { release, bytes, error }: Failed, other?: 'cache'): unknown {
  if (!isClientError(error)) return error;
  let source: 'cache' | 'lock' | undefined = other;
  try {
    verify(context, { ...release, releaseDigest: undefined }, bytes);
    source = context.isLocked ? 'lock' : undefined;
  } catch {
    // It proves nothing at all.
  }
  if (source === undefined) return error;
  return new ClientError(error.code, { params: { ...error.params, source }, cause: error });
}

interface Failed {
  readonly release: ReleaseName;
  readonly bytes: Uint8Array;
  readonly error: unknown;
}

/** Proves each agency once, however many releases ask for it. */
function agenciesOf(means: TrustMeans, log: OpenedLog, pins: LockPins['agencies'] | undefined) {
  const started = new Map<string, Promise<ProvedAgency>>();
  const proved = new Map<string, ProvedAgency>();
  const claimOf = (agency: string): AgencyClaim => ({ means, log, agency, pin: findAgency(pins, agency), pins });
  return {
    prove: (agency: string): Promise<ProvedAgency> => {
      const running = started.get(agency) ?? proveAgency(claimOf(agency));
      started.set(agency, running);
      return running.then((one) => {
        proved.set(agency, one);
        return one;
      });
    },
    proved: () => [...proved.values()].toSorted((a, b) => (a.agency < b.agency ? -1 : 1)),
    keep: async () => {
      for (const one of proved.values()) await keepHistory(claimOf(one.agency), one);
    },
  };
}

function pinsOf({ origin, key }: OpenedLog, { note }: Head, agencies: readonly ProvedAgency[]): LockPins {
  return {
    log: { origin, key, checkpoint: note },
    agencies: Object.fromEntries(agencies.map(({ agency, known }) => [agency, pinOf(known)])),
  };
}

function firstUseOf({ origin, key, isFirstUse }: OpenedLog, agencies: readonly ProvedAgency[]): FirstUse | undefined {
  const met = agencies.filter((one) => one.isFirstUse);
  if (!isFirstUse && met.length === 0) return undefined;
  return { origin, key: isFirstUse ? key : undefined, agencies: met.map(metAgency) };
}
