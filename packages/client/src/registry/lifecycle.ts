import {
  channelList,
  channelRemoved,
  channelWritten,
  statusWritten,
  type ChannelList,
  type ChannelRemoved,
  type ChannelWritten,
  type ReleaseStatus,
  type StatusChange,
  type StatusWritten,
} from '@national-forge/api';

import { isClientError } from '../client-error.ts';
import { nameParts, target, type CallOptions } from './call.ts';
import { expectedOfStatus } from './expected-leaf.ts';
import type { Reading } from './reading.ts';
import type { ExpectedLeaf } from './receipt.ts';
import type { Writer } from './writing.ts';

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

/** Changes what may change about releases; every call needs a token with the scope lifecycle, and checks its receipt. */
export interface Lifecycle {
  /** Creates, moves or removes (`version: null`) a channel. What was removed is answered with its receipt alone. */
  moveChannel(
    move: ChannelMove & { readonly reason: string },
    options?: CallOptions,
  ): Promise<ChannelWritten | ChannelRemoved>;
  /** Moves many channels: all or none. */
  moveChannels(moves: readonly ChannelMove[], reason: string, options?: CallOptions): Promise<ChannelList>;
  /** Yanks, un-yanks, deprecates or un-deprecates a release. */
  setStatus(name: string, version: string, wish: StatusWish & CallOptions): Promise<StatusWritten>;
}

/** Makes the lifecycle calls. */
export function lifecycleOf(writer: Writer, reading: Reading): Lifecycle {
  return {
    moveChannel: (move, options) => moveChannel({ writer, reading }, move, options),
    moveChannels: (moves, reason, options) => moveChannels({ writer, reading }, moves, { reason, ...options }),
    setStatus: (name, version, wish) => setStatus({ writer, reading }, `${name}@${version}`, wish),
  };
}

interface Means {
  readonly writer: Writer;
  readonly reading: Reading;
}

async function moveChannel(
  means: Means,
  move: ChannelMove & { readonly reason: string },
  options?: CallOptions,
): Promise<ChannelWritten | ChannelRemoved> {
  const { name, tag, version, reason } = move;
  const signal = options?.signal;
  const seen = await seenEtag(means.reading, move, options);
  const params = { ...nameParts(name), tag };
  const written =
    version === null
      ? await means.writer.write(
          {
            method: 'DELETE',
            path: target('deleteChannel', params, { reason }),
            headers: { 'if-match': seen ?? '*' },
            signal,
          },
          channelRemoved,
        )
      : await means.writer.write(
          {
            method: 'PUT',
            path: target('putChannel', params),
            headers: seen === null ? { 'if-none-match': '*' } : { 'if-match': seen },
            body: JSON.stringify({ version, reason }),
            signal,
          },
          channelWritten,
        );
  await means.writer.acknowledge(written.receipt, [moved(move)]);
  return written;
}

const moved = ({ name, tag, version }: ChannelMove): ExpectedLeaf => ({ kind: 'channel', name, tag, version });

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
  const request = { method: 'POST', path: target('moveChannels'), body, signal } as const;
  const list = await means.writer.write(request, channelList);
  // Moves that changed nothing have no receipt, so each receipt has to be that of one of the moves.
  for (const receipt of list.receipts) await means.writer.acknowledge(receipt, moves.map(moved));
  return list;
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
async function setStatus(means: Means, release: string, wish: StatusWish & CallOptions): Promise<StatusWritten> {
  const [name = '', version = ''] = release.split('@');
  const { signal } = wish;
  const path = target('putReleaseStatus', { ...nameParts(name), version });
  for (let tries = 1; ; tries++) {
    const { value, etag } = await means.reading.status(name, version, { signal });
    const change = changeFrom(value, wish);
    const sent = { method: 'PUT', path, headers: { 'if-match': etag }, body: JSON.stringify(change), signal } as const;
    try {
      const written = await means.writer.write(sent, statusWritten);
      await means.writer.acknowledge(written.receipt, expectedOfStatus(name, version, change));
      return written;
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
