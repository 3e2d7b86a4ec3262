import type { ChannelPlan } from '../../ports.ts';
import { channelKey } from '../../views/document-keys.ts';
import { LATEST_TAG } from '../../views/release-view.ts';
import { renderChannel } from '../../views/render-algorithm.ts';
import { findAlgorithmRow, touchAlgorithm, type AlgorithmRow } from './algorithms.ts';
import { putChannel, removeChannel } from './channels.ts';
import { dropDocument, storeDocument, type CommitContext } from './commit-context.ts';
import { findEtag } from './documents.ts';
import { insertEvent } from './events.ts';
import { refreshAlgorithm } from './refresh-algorithm.ts';
import { Refusal } from './refusal.ts';
import { findReleaseRow } from './releases.ts';

type Move = ChannelPlan['moves'][number];

const NOTHING: ReadonlySet<number> = new Set();

/**
 * Moves the channels of a plan: all, or none by throwing a `Refusal` (`channel-computed`, `algorithm-unknown`,
 * `channel-unknown`, `precondition-failed`, `version-unknown`, `channel-target-yanked`).
 */
export function applyChannels(context: CommitContext, plan: ChannelPlan): void {
  for (const move of plan.moves) applyMove(context, plan, move);
  for (const name of new Set(plan.moves.map((move) => move.name))) refreshAlgorithm(context, name, NOTHING);
}

function applyMove(context: CommitContext, plan: ChannelPlan, move: Move): void {
  const { name, tag, version } = move;
  if (tag === LATEST_TAG) throw new Refusal('channel-computed', { tag });
  const algorithm = findAlgorithmRow(context.sql, name);
  if (algorithm === undefined) throw new Refusal('algorithm-unknown', { name });
  assertSeen(context, move);
  if (version === null) removeOne(context, algorithm, tag);
  else pointOne(context, algorithm, { tag, version });
  touchAlgorithm(context.sql, algorithm.id, context.at);
  const kind = version === null ? 'channel-remove' : 'channel-move';
  insertEvent(context.sql, { kind, actor: plan.actor, name, tag, version, reason: plan.reason }, context.at);
}

function assertSeen({ sql }: CommitContext, { name, tag, version, ifMatch }: Move): void {
  const current = findEtag(sql, channelKey(name, tag));
  if (current === undefined && version === null) throw new Refusal('channel-unknown', { name, tag });
  if (isSeen(current, ifMatch)) return;
  throw new Refusal('precondition-failed', { current: current ?? 'none' });
}

/** Tells whether a resource is as the caller has seen it; `null` expects none, `*` any (RFC 9110 §13.1.1). */
export function isSeen(current: string | undefined, ifMatch: string | null): boolean {
  if (ifMatch === null) return current === undefined;
  return current !== undefined && (ifMatch === '*' || ifMatch === current);
}

function removeOne(context: CommitContext, algorithm: AlgorithmRow, tag: string): void {
  removeChannel(context.sql, { algorithmId: algorithm.id, tag });
  dropDocument(context, channelKey(algorithm.name, tag));
}

function pointOne(context: CommitContext, algorithm: AlgorithmRow, to: { tag: string; version: string }): void {
  const { sql, at } = context;
  const { name } = algorithm;
  const release = findReleaseRow(sql, algorithm.id, to.version);
  if (release === undefined) throw new Refusal('version-unknown', { name, version: to.version });
  if (release.yanked_at !== null) throw new Refusal('channel-target-yanked', { name, version: to.version });
  putChannel(sql, { algorithmId: algorithm.id, tag: to.tag }, { releaseId: release.id, at });
  storeDocument(context, renderChannel(name, to.tag, { version: to.version, updatedAt: at.getTime() }));
}
