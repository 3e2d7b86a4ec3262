import { isOrigin, parseVerifierKey, type NoteVerifier } from '@national-forge/transparency';

import { ClientError, isClientError } from '../client-error.ts';
import { isUnanswered } from '../transport/failure.ts';
import { assembleDebts, assertPrefix, openHead, openPinned, remembering, type Head } from './head.ts';
import type { KnownLog, LogPin } from './known-log.ts';
import type { LogReader } from './log-reader.ts';
import { checked, untrusted } from './step.ts';
import { findOrigin, readKnownLog } from './trust-folder.ts';

/** Says with which means something is proved. */
export interface TrustMeans {
  /** The folder of what is known of logs, see `defaultTrustFolder`. */
  readonly trust: string;
  /** The folder of the cache. */
  readonly cache: string;
  /** Left out: offline. */
  readonly client?: LogReader | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Is a log whose key is known and whose newest checkpoint was accepted. */
export interface OpenedLog {
  readonly origin: string;
  /** Verifier key. */
  readonly key: string;
  readonly verifier: NoteVerifier;
  /** Earlier checkpoints that were accepted, from the trust file and the lock. */
  readonly seen: readonly Head[];
  /** The newest checkpoint: what the registry shows, or offline the newest one that was seen. */
  readonly newest: Head;
  /** Whether the registry was asked and answered. */
  readonly online: boolean;
  /** Why the registry did not answer, where it was asked; what is missing here then is missing for that reason. */
  readonly silence?: ClientError | undefined;
  /** What was known of the log before. */
  readonly known: KnownLog | undefined;
  /** Whether the key of the log was met for the first time and is trusted for that alone. */
  readonly isFirstUse: boolean;
}

/** Says what a log must be. */
export interface LogExpectation {
  /** What the lock file says of the log. */
  readonly pin?: LogPin | undefined;
  /** The name of the log, where something at hand says it. */
  readonly origin?: string | undefined;
  /** The verifier key of the log, where a person named it. */
  readonly key?: string | undefined;
  /** A checkpoint at hand, such as that of a proof: taken for the newest where no other was ever seen. */
  readonly checkpoint?: string | undefined;
  /** Whether the lock is enough, so that a registry that does not answer hinders nothing. */
  readonly isEnough?: boolean | undefined;
}

const PATIENCE_MS = 3000;

/**
 * Opens the log of a registry: finds the key that was pinned (by the lock file, or by an earlier use of the origin or of the
 * address), fetches one checkpoint, verifies it and proves that all checkpoints seen before are prefixes of it.
 * @throws ClientError `untrusted` at `origin`, `checkpoint`, `rollback` or `consistency`; `offline` when nothing is known;
 * those of the way
 */
export async function openLog(means: TrustMeans, expectation: LogExpectation = {}): Promise<OpenedLog> {
  assertGiven(expectation);
  const origin = await findKnownOrigin(means, expectation);
  const known = origin === undefined ? undefined : await readKnownLog(means.trust, origin);
  const pinned = pinnedBy(known, expectation);
  // Where only the name is left of what was known of an address, another name is another log still.
  if (pinned === undefined) return meetLog(means, origin);
  const { key } = pinned;
  const verifier = verifierOf(pinned.origin, key, known?.checkpoint);
  // What is known here was signed by that key when it was read.
  const { checkpoint } = known ?? {};
  const seen = pinned.notes.map((note) =>
    note === checkpoint ? openHead(note, verifier) : openPinned({ checkpoint: note }, verifier),
  );
  const shown = await showCheckpoint(means, expectation);
  const opened = { origin: pinned.origin, key, verifier, seen, known, isFirstUse: false };
  if (typeof shown !== 'string') {
    return { ...opened, newest: offlineHead(opened, expectation), online: false, silence: shown };
  }
  const newest = await acceptCheckpoint(means, seen, openHead(shown, verifier));
  return { ...opened, newest, online: true };
}

/**
 * Accepts a checkpoint after those seen before.
 * @throws ClientError `untrusted` at `rollback` or `consistency`
 */
export async function acceptCheckpoint(means: TrustMeans, seen: readonly Head[], shown: Head): Promise<Head> {
  for (const from of assembleDebts(seen, shown)) await proveBetween(means, from, shown);
  return shown;
}

/** Fetches and checks the proof that one tree is a prefix of another. */
export async function proveBetween({ client, signal }: TrustMeans, from: Head, to: Head): Promise<void> {
  if (client === undefined) throw new ClientError('offline', { params: { what: to.origin } });
  const { hashes } = await client.consistency({ from: from.size, to: to.size }, { signal });
  assertPrefix(from, to, hashes);
}

interface Pinned {
  readonly origin: string;
  readonly key: string;
  readonly notes: readonly string[];
}

/** Joins what trust file, lock and person say; they may differ in what they saw last, never in the key. */
function pinnedBy(known: KnownLog | undefined, { pin, key }: LogExpectation): Pinned | undefined {
  const keys = [known?.key, pin?.key, key].filter((one) => one !== undefined);
  const [first, ...others] = keys;
  if (first === undefined) return undefined;
  const origin = known?.origin ?? pin?.origin ?? nameOfKey(first);
  for (const other of others) assertSameKey(origin, { expected: first, actual: other });
  const notes = [pin?.checkpoint, known?.checkpoint].filter((one) => one !== undefined);
  return { origin, key: first, notes };
}

const nameOfKey = (key: string): string =>
  checked({ what: key, actual: key }, () => parseVerifierKey(key).name, 'origin');

/** A key that a person named is of no use for the log of another name. */
function assertGiven({ key, origin, pin }: LogExpectation): void {
  const wanted = origin ?? pin?.origin;
  if (key === undefined || wanted === undefined) return;
  const actual = nameOfKey(key);
  if (actual !== wanted) throw untrusted('origin', { what: wanted, expected: wanted, actual, reason: 'name' });
}

function offlineHead(log: Pick<OpenedLog, 'origin' | 'verifier' | 'seen'>, { checkpoint }: LogExpectation): Head {
  if (log.seen.length > 0) return newestOf(log.seen);
  if (checkpoint === undefined) throw new ClientError('offline', { params: { what: log.origin } });
  return openHead(checkpoint, log.verifier);
}

async function findKnownOrigin(
  { trust, client }: TrustMeans,
  { pin, origin: named, key }: LogExpectation,
): Promise<string | undefined> {
  const used = client === undefined ? undefined : await findOrigin(trust, client.registry);
  const origin = pin?.origin ?? named ?? (key === undefined ? used : nameOfKey(key));
  if (used !== undefined && used !== origin) {
    const why = pin === undefined ? { reason: 'name' } : { reason: 'lock', source: 'lock-origin' };
    throw untrusted('origin', { what: client?.registry ?? '', expected: used, actual: origin ?? '', ...why });
  }
  return origin;
}

/** Meets a log under an address that was not used before; its origin may be known all the same, from a mirror of it. */
async function meetLog(means: TrustMeans, named: string | undefined): Promise<OpenedLog> {
  const { client, signal } = means;
  if (client === undefined) throw new ClientError('offline', { params: { what: named ?? 'log' } });
  const { origin, keys } = await client.logKeys({ signal });
  if (named !== undefined && named !== origin) {
    throw untrusted('origin', { what: client.registry, expected: named, actual: origin, reason: 'fork' });
  }
  const offered = keys.at(-1)?.key ?? '';
  const known = await readKnownLog(means.trust, origin);
  assertSameKey(origin, { expected: known?.key ?? offered, actual: offered });
  const verifier = verifierOf(origin, offered, known?.checkpoint);
  const seen = known === undefined ? [] : [openHead(known.checkpoint, verifier)];
  // A registry that was set back is to learn of it under this address too.
  const shown = openHead(await client.checkpoint({ signal, seen: known?.checkpoint }), verifier);
  const newest = await acceptCheckpoint(means, seen, shown);
  return { origin, key: offered, verifier, seen, newest, online: true, known, isFirstUse: known === undefined };
}

function verifierOf(origin: string, key: string, known: string | undefined): NoteVerifier {
  const params = { what: origin, actual: key };
  const verifier = checked(params, () => parseVerifierKey(key), 'origin');
  // A name that turns lines around on a terminal could not be remembered either: what is known would be damaged for ever.
  if (verifier.name !== origin || !isOrigin(origin)) {
    throw untrusted('origin', { ...params, expected: origin, reason: 'name' });
  }
  return remembering(verifier, known);
}

function assertSameKey(origin: string, keys: { readonly expected: string; readonly actual: string }): void {
  if (keys.expected !== keys.actual) throw untrusted('origin', { what: origin, ...keys, reason: 'key' });
}

/** Gives what the registry shows; undefined when nobody is asked, and why nobody answers when the lock is enough. */
async function showCheckpoint(
  means: TrustMeans,
  expectation: LogExpectation,
): Promise<string | ClientError | undefined> {
  const { client, signal } = means;
  if (client === undefined) return undefined;
  if (expectation.isEnough !== true) return client.checkpoint({ signal });
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await client.checkpoint({ signal: signal === undefined ? patience : AbortSignal.any([signal, patience]) });
  } catch (error) {
    if (signal?.aborted === true) throw new ClientError('cancelled', { cause: error });
    // Whoever can cut the line can withhold news, never make something untrue pass: all else comes from the lock.
    if (isUnanswered(error)) return silenceOf(error, client.registry);
    throw error;
  }
}

/** Where patience ended, what was tried last says more. */
function silenceOf(error: ClientError, registry: string): ClientError {
  if (error.code !== 'cancelled') return error;
  if (isClientError(error.cause)) return error.cause;
  const params = { host: new URL(registry).host, reason: `${PATIENCE_MS / 1000} s` };
  return new ClientError('timeout', { params, cause: error });
}

const newestOf = (heads: readonly Head[]): Head =>
  heads.reduce((newest, head) => {
    assembleDebts(newest.size === head.size ? [newest] : [], head);
    return head.size > newest.size ? head : newest;
  });
