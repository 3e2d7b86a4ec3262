import { ClientError } from '../client-error.ts';
import type { LockedMove } from '../project/moved-names.ts';
import { untrusted } from './step.ts';
import type { Head } from './head.ts';
import { openHead } from './head.ts';
import { findAgency, type KnownAgency, type KnownLog } from './known-log.ts';
import { proveBetween, type OpenedLog, type TrustMeans } from './open-log.ts';
import { changeKnownLog, knownLogPath, rememberOrigin } from './trust-folder.ts';

/**
 * Merges what is known of a log with what was proved now; neither checkpoint nor agencies go back.
 * @throws ClientError `untrusted`: two states at the same leaf (`agency-state`), or another key (`origin`)
 */
export function advance(now: KnownLog | undefined, proved: KnownLog, sizes: { now: number; proved: number }): KnownLog {
  if (now === undefined) return proved;
  if (now.key !== proved.key) {
    throw untrusted('origin', { what: now.origin, expected: now.key, actual: proved.key, reason: 'key' });
  }
  const agencies = { ...now.agencies };
  for (const [name, agency] of Object.entries(proved.agencies))
    agencies[name] = newerOf(name, findAgency(agencies, name), agency);
  const moved = mergeMoves(now.moved, proved.moved);
  const checkpoint = sizes.proved > sizes.now ? proved.checkpoint : now.checkpoint;
  return { ...now, checkpoint, agencies, ...(moved && { moved }) };
}

/** A name may have gone on; the longer way holds the shorter one. */
function mergeMoves(now: KnownLog['moved'], proved: KnownLog['moved']): KnownLog['moved'] {
  if (proved === undefined) return now;
  const news = Object.entries(proved).filter(([from, { leaves }]) => leaves.length > (now?.[from]?.leaves.length ?? 0));
  return { ...now, ...Object.fromEntries(news) };
}

function newerOf(name: string, one: KnownAgency | undefined, other: KnownAgency): KnownAgency {
  if (one === undefined || other.leaf > one.leaf) return other;
  if (one.leaf > other.leaf) return one;
  if (one.state !== other.state) {
    throw untrusted('agency-state', { what: name, expected: one.state, actual: other.state, reason: 'other-state' });
  }
  return other.seen > one.seen ? other : one;
}

/** Is what was proved of a log beside its checkpoint. */
export interface Proved {
  readonly agencies: Readonly<Record<string, KnownAgency>>;
  /** Where old names went. */
  readonly moved?: Readonly<Record<string, LockedMove>> | undefined;
}

const TRIES = 8;

/**
 * Remembers what was proved, for this origin and for the address that was used. Where another process accepted another
 * checkpoint meanwhile, the two are proved to be of one history first.
 * @throws ClientError `untrusted` at `consistency`; those of the way and the disk
 */
export async function remember(means: TrustMeans, log: OpenedLog, { agencies, moved = {} }: Proved): Promise<void> {
  const { origin, key, newest, verifier } = log;
  const moves = Object.keys(moved).length === 0 ? {} : { moved: { ...moved } };
  const proved: KnownLog = { origin, key, checkpoint: newest.note, agencies: { ...agencies }, ...moves };
  if (!isNews(log.known, proved)) return rememberAddress(means, log);
  const accepted: Head[] = [...log.seen, newest];
  for (let tries = 0; ; tries++) {
    // To go on without having written would be to forget what was shown.
    if (tries === TRIES) throw new ClientError('project-busy', { params: { path: knownLogPath(means.trust, origin) } });
    let stranger: Head | undefined;
    await changeKnownLog(means.trust, origin, (now) => {
      const head = now === undefined ? undefined : openHead(now.checkpoint, verifier);
      stranger = head === undefined || accepted.some((one) => isSame(one, head)) ? undefined : head;
      return stranger === undefined ? advance(now, proved, { now: head?.size ?? 0, proved: newest.size }) : undefined;
    });
    if (stranger === undefined) break;
    await reconcile(means, newest, stranger);
    accepted.push(stranger);
  }
  await rememberAddress(means, log);
}

async function rememberAddress({ trust, client }: TrustMeans, { origin, online }: OpenedLog): Promise<void> {
  if (client !== undefined && online) await rememberOrigin(trust, { registry: client.registry, origin });
}

/** Tells whether anything was proved that was not known when the log was opened; what others added meanwhile is theirs to keep. */
function isNews(known: KnownLog | undefined, proved: KnownLog): boolean {
  if (known?.checkpoint !== proved.checkpoint) return true;
  const isLonger = ([from, { leaves }]: [string, LockedMove]): boolean =>
    leaves.length > (known.moved?.[from]?.leaves.length ?? 0);
  if (Object.entries(proved.moved ?? {}).some(isLonger)) return true;
  return Object.entries(proved.agencies).some(([name, { state, seen }]) => {
    const before = findAgency(known.agencies, name);
    return before?.state !== state || before.seen !== seen;
  });
}

async function reconcile(means: TrustMeans, one: Head, other: Head): Promise<void> {
  const [from, to] = one.size <= other.size ? [one, other] : [other, one];
  if (from.size === to.size) {
    throw untrusted('consistency', { what: to.origin, expected: from.size, actual: to.size, reason: 'other-root' });
  }
  await proveBetween(means, from, to);
}

const isSame = (one: Head, other: Head): boolean =>
  one.size === other.size && Buffer.compare(one.root, other.root) === 0;
