import type { ChannelPlan } from '../../../ports.ts';
import { channelKey } from '../../../views/document-keys.ts';
import { LATEST_TAG } from '../../../views/release-view.ts';
import { findEtag } from '../documents.ts';
import { Refusal } from '../refusal.ts';
import { findReleaseRow } from '../releases.ts';
import { findChannelRow } from '../channels.ts';
import type { DecidedLeaf, DecideContext, Decision } from './decision.ts';
import { findAlgorithm } from './find-algorithm.ts';
import { detailOf, type NamedDetail } from './named-detail.ts';

type Move = ChannelPlan['moves'][number];

/**
 * Decides to move the channels of a plan: all, or none by throwing a `Refusal` (`channel-computed`, `algorithm-unknown`,
 * `algorithm-moved`, `channel-unknown`, `precondition-failed`, `version-unknown`, `release-tombstoned`, `channel-target-yanked`). A channel that points there
 * already is left as it is.
 */
export function decideChannels(context: DecideContext, plan: ChannelPlan): Decision {
  const detail = detailOf({ reason: plan.reason });
  const leaves: DecidedLeaf[] = [];
  const proofs = plan.moves.map((move, order) => {
    assertFirst(plan, move, order);
    if (!changes(context, move)) return null;
    leaves.push(leafOf(context, plan, { move, detail }));
    return context.end.size + leaves.length - 1;
  });
  return { leaves, proofs };
}

/** What a first move of the same channel leaves behind, nobody has seen yet. */
function assertFirst({ moves }: ChannelPlan, { name, tag }: Move, order: number): void {
  if (moves.findIndex((one) => one.name === name && one.tag === tag) === order) return;
  throw new Refusal('precondition-failed', { current: `${name}@${tag}` });
}

/** Asserts that a channel may be moved, and tells whether that changes it. */
function changes({ sql }: DecideContext, move: Move): boolean {
  const { name, tag, version } = move;
  if (tag === LATEST_TAG) throw new Refusal('channel-computed', { tag });
  const algorithm = findAlgorithm(sql, name);
  const current = findEtag(sql, channelKey(name, tag));
  if (current === undefined && version === null) throw new Refusal('channel-unknown', { name, tag });
  if (!isSeen(current, move.ifMatch)) throw new Refusal('precondition-failed', { current: current ?? 'none' });
  if (version === null) return true;
  const release = findReleaseRow(sql, algorithm.id, version);
  if (release === undefined) throw new Refusal('version-unknown', { name, version });
  if (release.tombstone_index !== null) {
    throw new Refusal('release-tombstoned', { name, version, reference: release.tombstone_reference ?? '' });
  }
  if (release.usable === 0) throw new Refusal('channel-target-yanked', { name, version });
  return findChannelRow(sql, algorithm.id, tag)?.release_id !== release.id;
}

/** Tells whether a resource is as the caller has seen it; `null` expects none, `*` any (RFC 9110 §13.1.1). */
export function isSeen(current: string | undefined, ifMatch: string | null): boolean {
  if (ifMatch === null) return current === undefined;
  return current !== undefined && (ifMatch === '*' || ifMatch === current);
}

function leafOf(
  { end }: DecideContext,
  { actor }: ChannelPlan,
  { move, detail }: { readonly move: Move; readonly detail: NamedDetail },
): DecidedLeaf {
  const { name, tag, version } = move;
  return { leaf: { kind: 'channel', time: end.time, name, tag, version, actor, detail: detail.digest }, detail };
}
