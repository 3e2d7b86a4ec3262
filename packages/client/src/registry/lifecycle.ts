import {
  channel,
  channelList,
  releaseStatus,
  type Channel,
  type ChannelList,
  type ReleaseStatus,
  type StatusChange,
} from '@national-forge/api';

import { isClientError } from '../client-error.ts';
import type { Transport } from '../transport/transport.ts';
import { nameParts, target, type CallOptions } from './call.ts';
import type { Reading } from './reading.ts';

/** Is a wish about one channel. */
export interface ChannelMove {
  readonly name: string;
  readonly tag: string;
  /** null removes the channel. */
  readonly version: string | null;
  /** ETag of the channel as it was seen, null for "it must not exist"; left out: as it is when the call is made. */
  readonly ifMatch?: string | null | undefined;
}

/** Is a wish about the status of a release; what is left out stays as it is. */
export interface StatusWish {
  readonly yanked?: boolean | undefined;
  readonly deprecated?: boolean | undefined;
  /** Names the algorithm to use instead; null for none. */
  readonly successor?: string | null | undefined;
  /** Shown to everyone who uses the algorithm. */
  readonly reason: string;
}

/** Changes what may change about releases; every call needs a token with the scope lifecycle. */
export interface Lifecycle {
  /** Creates, moves or removes (`version: null`) a channel. Gives undefined when it was removed. */
  moveChannel(move: ChannelMove & { readonly reason: string }, options?: CallOptions): Promise<Channel | undefined>;
  /** Moves many channels: all or none. */
  moveChannels(moves: readonly ChannelMove[], reason: string, options?: CallOptions): Promise<ChannelList>;
  /** Yanks, un-yanks, deprecates or un-deprecates a release. */
  setStatus(name: string, version: string, wish: StatusWish & CallOptions): Promise<ReleaseStatus>;
}

/** Makes the lifecycle calls over a transport. */
export function lifecycleOf(transport: Transport, reading: Reading): Lifecycle {
  return {
    moveChannel: (move, options) => moveChannel({ transport, reading }, move, options),
    moveChannels: (moves, reason, options) => moveChannels({ transport, reading }, moves, { reason, ...options }),
    setStatus: (name, version, wish) => setStatus({ transport, reading }, `${name}@${version}`, wish),
  };
}

interface Means {
  readonly transport: Transport;
  readonly reading: Reading;
}

async function moveChannel(
  means: Means,
  move: ChannelMove & { readonly reason: string },
  options?: CallOptions,
): Promise<Channel | undefined> {
  const { name, tag, version, reason } = move;
  const signal = options?.signal;
  const seen = await seenEtag(means.reading, move, options);
  const condition: Record<string, string> = seen === null ? { 'if-none-match': '*' } : { 'if-match': seen };
  const params = { ...nameParts(name), tag };
  if (version === null) {
    const path = target('deleteChannel', params, { reason });
    await means.transport.empty({ method: 'DELETE', path, headers: { 'if-match': seen ?? '*' }, signal });
    return undefined;
  }
  const body = JSON.stringify({ version, reason });
  const path = target('putChannel', params);
  return (await means.transport.json({ method: 'PUT', path, headers: condition, body, signal }, channel)).value;
}

async function moveChannels(
  means: Means,
  moves: readonly ChannelMove[],
  { reason, signal }: CallOptions & { readonly reason: string },
): Promise<ChannelList> {
  const conditioned = await Promise.all(
    moves.map(async (move) => ({
      name: move.name,
      tag: move.tag,
      version: move.version,
      ifMatch: await seenEtag(means.reading, move, { signal }),
    })),
  );
  const body = JSON.stringify({ moves: conditioned, reason });
  return (await means.transport.json({ method: 'POST', path: target('moveChannels'), body, signal }, channelList))
    .value;
}

async function seenEtag(reading: Reading, move: ChannelMove, options?: CallOptions): Promise<string | null> {
  if (move.ifMatch !== undefined) return move.ifMatch;
  try {
    return (await reading.channel(move.name, move.tag, options)).etag;
  } catch (error) {
    if (isClientError(error) && error.code === 'channel-unknown') return null;
    throw error;
  }
}

const STATUS_TRIES = 3;

/** A wish says only what is to change, so after a change by someone else it still means the same: it is made again. */
async function setStatus(means: Means, release: string, wish: StatusWish & CallOptions): Promise<ReleaseStatus> {
  const [name = '', version = ''] = release.split('@');
  const { signal } = wish;
  const path = target('putReleaseStatus', { ...nameParts(name), version });
  for (let tries = 1; ; tries++) {
    const { value, etag } = await means.reading.status(name, version, { signal });
    const body = JSON.stringify(changeFrom(value, wish));
    try {
      const sent = { method: 'PUT', path, headers: { 'if-match': etag }, body, signal } as const;
      return (await means.transport.json(sent, releaseStatus)).value;
    } catch (error) {
      const changed = isClientError(error) && error.code === 'precondition-failed';
      if (!changed || tries === STATUS_TRIES) throw error;
    }
  }
}

function changeFrom(now: ReleaseStatus, wish: StatusWish): StatusChange {
  const deprecated = wish.deprecated ?? now.deprecated !== null;
  const successor = wish.successor === undefined ? (now.deprecated?.successor ?? null) : wish.successor;
  return {
    yanked: wish.yanked ?? now.yanked !== null,
    deprecated,
    successor: deprecated ? successor : null,
    reason: wish.reason,
  };
}
