import type { LogReceipt } from '@national-forge/api';
import type { Checkpoint } from '@national-forge/transparency';

import { ClientError, isClientError } from '../client-error.ts';
import type { AgencyReader } from '../keys/read-agency.ts';
import type { AcceptCheckpoint } from '../log/accept-checkpoint.ts';
import { assertReceipt, type ExpectedLeaf } from '../registry/receipt.ts';
import type { WriteHooks } from '../registry/writing.ts';
import { keepHistory, proveAgency } from './agencies.ts';
import { stateOf } from './agency.ts';
import { openHead, type Head } from './head.ts';
import { findKnownLog } from './last-seen.ts';
import { acceptCheckpoint, openLog, type OpenedLog, type TrustMeans } from './open-log.ts';
import { remember } from './record.ts';
import { metAgency, type FirstUse } from './session.ts';

/** Reads agencies and checkpoints with the memory of this computer. */
export interface TrustingReader {
  /** Reads an agency: its history goes on from what is known of it, and is remembered. */
  readonly agencies: AgencyReader;
  /** Takes a checkpoint that continues all that was seen, and remembers it. */
  readonly accept: AcceptCheckpoint;
  /** Gives the newest checkpoint of the log. */
  readonly newest: () => Promise<Checkpoint>;
}

/** Says how what is read is judged. */
export interface ReadingOptions {
  /** Tells the time in milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** Is told what is trusted because it was met for the first time. */
  readonly onFirstUse?: ((firstUse: FirstUse) => void) | undefined;
}

/**
 * Makes a reader that believes a registry nothing which contradicts what this computer has seen of its log, and remembers
 * what it proves. Its calls throw ClientError `untrusted`, `trust-invalid`, those of the registry, the way and the disk.
 */
export function trustingReader(means: TrustMeans, options: ReadingOptions = {}): TrustingReader {
  const { now = Date.now } = options;
  const follower = openFollower(means, options);
  return {
    accept: async (note) => checkpointOf(await follower.accept(note)),
    newest: async () => checkpointOf((await follower.log()).newest),
    agencies: async (agency, { signal = means.signal } = {}) => {
      const asking = { ...means, signal };
      const log = await openLog(asking);
      const claim = { means: asking, log, agency };
      const proved = await proveAgency(claim);
      // An agency without a key has nothing to be known by: its first key is still to be met, and told.
      if (proved.known.keys.length > 0) {
        await keepHistory(claim, proved);
        await remember(asking, log, { agencies: { [agency]: proved.known } });
        tellFirstUse(options, log, proved.isFirstUse ? [metAgency(proved)] : []);
      }
      const at = { index: log.newest.size, time: Math.floor(now() / 1000) };
      return { state: stateOf(proved.known), origin: log.origin, at };
    },
  };
}

/**
 * Lets what this computer knows of the log take part in writes: the last checkpoint seen goes with them, and the checkpoint of
 * a receipt must be of the same history. Before the first write under an address its log is opened, which may be known by
 * its name: what contradicts that is refused before anything is written.
 * @param means is asked for when a write happens, since the client that writes is not open yet
 */
export function trustingHooks(
  means: () => TrustMeans & { readonly registry: string },
  options: ReadingOptions = {},
): WriteHooks {
  let met: Promise<Follower> | undefined;
  return {
    checkpoint: async (purpose) => {
      const { trust, registry } = means();
      const known = await findKnownLog(trust, registry);
      if (known !== undefined || purpose === 'read') return known?.checkpoint;
      // What failed for a moment is tried again at the next write.
      met ??= meet(means(), options).catch((error: unknown) => ((met = undefined), Promise.reject(error as Error)));
      return (await met).newest();
    },
    onReceipt: async (receipt, expected) => {
      await takeReceipt((await met) ?? openFollower(means(), options), receipt, expected);
    },
  };
}

/** Opens the log behind an address that was not used before, and remembers it. */
async function meet(means: TrustMeans, options: ReadingOptions): Promise<Follower> {
  const follower = openFollower(means, options);
  const { newest } = await follower.log();
  await follower.accept(newest.note);
  return follower;
}

/** What a receipt contradicts was written all the same: people are told so. */
async function takeReceipt(follower: Follower, receipt: LogReceipt, expected: readonly ExpectedLeaf[]): Promise<void> {
  try {
    const { verifier } = await follower.log();
    assertReceipt(receipt, expected, verifier);
    await follower.accept(receipt.checkpoint);
  } catch (error) {
    if (!isClientError(error) || error.code !== 'untrusted') throw error;
    throw new ClientError('untrusted', { params: { ...error.params, written: 'yes' }, cause: error });
  }
}

/** Follows the checkpoints of a log. */
interface Follower {
  readonly log: () => Promise<OpenedLog>;
  /** Takes a checkpoint; an older one than the newest that was seen must be a beginning of that. */
  readonly accept: (note: string) => Promise<Head>;
  /** Gives the note of the newest checkpoint that was taken. */
  readonly newest: () => Promise<string>;
}

function openFollower(means: TrustMeans, options: ReadingOptions): Follower {
  let opened: Promise<OpenedLog> | undefined;
  let seen: Head | undefined;
  const log = () => (opened ??= openLog(means).then((one) => (tellFirstUse(options, one, []), one)));
  return {
    log,
    newest: async () => (seen ?? (await log()).newest).note,
    accept: async (note) => {
      const { newest, verifier } = await log();
      const last = seen ?? newest;
      const head = openHead(note, verifier);
      if (head.size < last.size) await acceptCheckpoint(means, [head], last);
      else await acceptCheckpoint(means, [last], head);
      seen = head.size > last.size ? head : last;
      await rememberHead(means, await log(), [last, seen]);
      return head;
    },
  };
}

/** What was proved stays proved where nothing can be written, as in the container of a runner. */
async function rememberHead(means: TrustMeans, log: OpenedLog, [last, newest]: readonly [Head, Head]): Promise<void> {
  try {
    await remember(means, { ...log, seen: [...log.seen, log.newest, last], newest }, { agencies: {} });
  } catch (error) {
    if (!isClientError(error) || !['file-access', 'disk-full'].includes(error.code)) throw error;
  }
}

function tellFirstUse(options: ReadingOptions, log: OpenedLog, agencies: FirstUse['agencies']): void {
  if (!log.isFirstUse && agencies.length === 0) return;
  options.onFirstUse?.({ origin: log.origin, key: log.isFirstUse ? log.key : undefined, agencies });
}

const checkpointOf = ({ origin, size, root }: Head): Checkpoint => ({ origin, size, root, extensions: [] });
