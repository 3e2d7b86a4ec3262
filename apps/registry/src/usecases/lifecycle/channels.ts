import { ProblemError, type Channel, type ChannelList, type ChannelMoves } from '@national-forge/api';
import { isChannelName } from '@national-forge/manifest';

import type { Account, StoredDocument } from '../../ports.ts';
import { assertAlgorithm } from '../accounts/rights.ts';
import { commit } from '../commit.ts';
import type { Deps } from '../deps.ts';
import { assertAlgorithmExists, getChannel } from '../stored-document.ts';

type LifecycleDeps = Pick<Deps, 'ledger' | 'documents'>;

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

/**
 * Creates or moves a channel; `created` tells which.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`, `algorithm-unknown`, `version-unknown`,
 * `channel-computed`, `channel-target-yanked`, `precondition-required`, `precondition-failed`.
 */
export async function moveChannel(
  deps: LifecycleDeps,
  account: Account,
  move: ChannelMove,
): Promise<{ readonly channel: StoredDocument; readonly created: boolean }> {
  assertMovable(deps, account, move);
  const ifMatch = expectedTag(deps, move);
  const { name, tag, version, reason } = move;
  const moves = [{ name, tag, version, ifMatch }];
  await commit(deps.ledger, { kind: 'channel', actor: account.token.id, reason, moves });
  return { channel: getChannel(deps, name, tag), created: ifMatch === null };
}

/**
 * Removes a channel.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`, `algorithm-unknown`, `channel-unknown`,
 * `channel-computed`, `precondition-required`, `precondition-failed`.
 */
export async function removeChannel(
  deps: LifecycleDeps,
  account: Account,
  removal: Omit<ChannelMove, 'version'>,
): Promise<void> {
  assertMovable(deps, account, removal);
  const ifMatch = expectedTag(deps, removal);
  const { name, tag, reason } = removal;
  getChannel(deps, name, tag);
  const moves = [{ name, tag, version: null, ifMatch }];
  await commit(deps.ledger, { kind: 'channel', actor: account.token.id, reason, moves });
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
  await commit(deps.ledger, { kind: 'channel', actor: account.token.id, reason, moves });
  const kept = moves.filter(({ version }) => version !== null);
  return { channels: kept.map(({ name, tag }) => withTag(getChannel(deps, name, tag))) };
}

function withTag(document: StoredDocument): Channel & { etag: string } {
  return { ...(JSON.parse(document.bytes.toString()) as Channel), etag: document.etag };
}

function assertMovable(
  deps: LifecycleDeps,
  account: Account,
  { name, tag }: { readonly name: string; readonly tag: string },
): void {
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
