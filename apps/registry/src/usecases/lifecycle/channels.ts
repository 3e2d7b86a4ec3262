import {
  ProblemError,
  type Channel,
  type ChannelList,
  type ChannelMoves,
  type ChannelRemoved,
  type ChannelWritten,
  type LogReceipt,
} from '@national-forge/api';
import { isChannelName } from '@national-forge/manifest';

import type { Account, PlanOutcome } from '../../ports.ts';
import { renderChannel } from '../../views/render-algorithm.ts';
import { assertAlgorithm } from '../accounts/rights.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { assertNotMoved } from '../moved-name.ts';
import { assertAlgorithmExists, getChannel } from '../stored-document.ts';

type LifecycleDeps = Pick<Deps, 'ledger' | 'documents' | 'names'>;

/** Is the state of a channel the caller says it has seen. */
export type ChannelCondition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'etag'; readonly etag: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'none' };

/** Says where one channel is to point. */
export interface ChannelMove {
  readonly name: string;
  readonly tag: string;
  readonly version: string;
  readonly reason: string;
  readonly condition: ChannelCondition;
}

/** Is a channel after a move, with the ETag of its document. */
export interface MovedChannel {
  readonly channel: ChannelWritten;
  readonly etag: string;
  readonly created: boolean;
}

/**
 * Creates or moves a channel; `created` tells which.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`, `algorithm-unknown`, `algorithm-moved`, `version-unknown`,
 * `channel-computed`, `channel-target-yanked`, `release-tombstoned`, `precondition-required`, `precondition-failed`.
 */
export async function moveChannel(deps: LifecycleDeps, account: Account, move: ChannelMove): Promise<MovedChannel> {
  assertMovable(deps, account, move);
  const ifMatch = expectedTag(deps, move);
  const { name, tag, version, reason } = move;
  const moves = [{ name, tag, version, ifMatch }];
  const outcome = await commit(deps.ledger, { kind: 'channel', actor: account.token.id, reason, moves });
  const receipt = outcome.receipts[0] ?? null;
  const { etag, ...channel } = channelAfter(deps, { name, tag, version }, { at: outcome.at, receipt });
  return { channel: { ...channel, receipt }, etag, created: ifMatch === null };
}

/**
 * Removes a channel and gives the proof of it.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`, `algorithm-unknown`, `algorithm-moved`, `channel-unknown`,
 * `channel-computed`, `precondition-required`, `precondition-failed`.
 */
export async function removeChannel(
  deps: LifecycleDeps,
  account: Account,
  removal: Omit<ChannelMove, 'version'>,
): Promise<ChannelRemoved> {
  assertMovable(deps, account, removal);
  const ifMatch = expectedTag(deps, removal);
  const { name, tag, reason } = removal;
  getChannel(deps, name, tag);
  const moves = [{ name, tag, version: null, ifMatch }];
  const { receipts } = await commit(deps.ledger, { kind: 'channel', actor: account.token.id, reason, moves });
  const [receipt] = receipts;
  if (!receipt) throw new Error(`removed ${name}@${tag} without a leaf`);
  return { receipt };
}

/**
 * Moves, creates and removes many channels: all or none.
 * Throws what {@link moveChannel} throws, `channel-unknown`, and `request-invalid` when a channel is named twice.
 */
export async function moveChannels(
  deps: LifecycleDeps,
  account: Account,
  { moves, reason }: ChannelMoves,
): Promise<ChannelList> {
  const seen = new Set<string>();
  for (const move of moves) {
    assertMovable(deps, account, move);
    const key = `${move.name}@${move.tag}`;
    if (seen.has(key)) throw new ProblemError('request-invalid', { reason: `${key} × 2` });
    seen.add(key);
    if (move.version === null) getChannel(deps, move.name, move.tag);
  }
  const { at, receipts } = await commit(deps.ledger, { kind: 'channel', actor: account.token.id, reason, moves });
  const channels = moves.flatMap(({ name, tag, version }, index) =>
    version === null ? [] : [channelAfter(deps, { name, tag, version }, { at, receipt: receipts[index] ?? null })],
  );
  return { channels, receipts: receipts.filter((one) => one !== null) };
}

/**
 * Tells a channel as the commit left it. Rendered from the commit, not read again: somebody else may have moved it since,
 * and this answer is about this move. What did not change is read.
 */
function channelAfter(
  deps: LifecycleDeps,
  { name, tag, version }: { readonly name: string; readonly tag: string; readonly version: string },
  { at, receipt }: Pick<Extract<PlanOutcome, { ok: true }>, 'at'> & { readonly receipt: LogReceipt | null },
): Channel & { etag: string } {
  const document = receipt
    ? renderChannel(name, tag, { version, updatedAt: at.getTime(), logIndex: receipt.index })
    : getChannel(deps, name, tag);
  return { ...(JSON.parse(document.bytes.toString()) as Channel), etag: document.etag };
}

function assertMovable(
  deps: LifecycleDeps,
  account: Account,
  { name, tag }: { readonly name: string; readonly tag: string },
): void {
  assertNotMoved(deps, name);
  assertAlgorithm(account.token, name);
  assertAlgorithmExists(deps, name);
  if (tag === 'latest') throw new ProblemError('channel-computed', { tag });
  // A tag such as "x" also reads as a version range: agency/name@x would then mean two things.
  if (!isChannelName(tag)) throw new ProblemError('request-invalid', { reason: `channel "${tag}"` });
}

function expectedTag(deps: LifecycleDeps, { name, tag, condition }: Omit<ChannelMove, 'version'>): string | null {
  switch (condition.kind) {
    case 'absent':
      return null;
    case 'etag':
      return condition.etag;
    case 'present': {
      const found = deps.documents.find(channelPath(name, tag));
      if (found === undefined) throw new ProblemError('precondition-failed', { current: 'none' });
      return found.etag;
    }
    case 'none':
      throw new ProblemError('precondition-required', { header: 'If-Match' });
  }
}

const channelPath = (name: string, tag: string): string => `/api/v1/algorithms/${name}/channels/${tag}`;
