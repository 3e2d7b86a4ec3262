import type { Deps } from '../../usecases/deps.ts';
import { moveChannel, moveChannels, removeChannel, type ChannelCondition } from '../../usecases/lifecycle/channels.ts';
import { changeStatus } from '../../usecases/lifecycle/status.ts';
import { parseIfMatch } from '../etag.ts';
import type { Handlers } from '../operation.ts';
import { json } from '../reply/reply.ts';
import { fullName } from './algorithms.ts';

/** Answers the changes after a publish: channels and status. */
export function lifecycleHandlers(
  deps: Deps,
): Handlers<'putReleaseStatus' | 'putChannel' | 'deleteChannel' | 'moveChannels'> {
  return {
    putReleaseStatus: async ({ params, body, account, header }) => {
      const wish = { name: fullName(params), version: params.version, change: body };
      const ifMatch = parseIfMatch(header('if-match'));
      const { status, etag } = await changeStatus(deps, account, { ...wish, ifMatch });
      return json(200, status, { ETag: etag });
    },
    putChannel: async ({ params, body, account, header }) => {
      const { version, reason } = body;
      const move = { name: fullName(params), tag: params.tag, version, reason, condition: conditionOf(header) };
      const { channel, etag, created } = await moveChannel(deps, account, move);
      return json(created ? 201 : 200, channel, { ETag: etag });
    },
    deleteChannel: async ({ params, query, account, header }) => {
      const condition = conditionOf(header);
      const removal = { name: fullName(params), tag: params.tag, reason: query.reason, condition };
      return json(200, await removeChannel(deps, account, removal));
    },
    moveChannels: async ({ body, account }) => {
      const moves = body.moves.map((move) => ({ ...move, ifMatch: parseIfMatch(move.ifMatch ?? undefined) ?? null }));
      return json(200, await moveChannels(deps, account, { ...body, moves }));
    },
  };
}

function conditionOf(header: (name: string) => string | undefined): ChannelCondition {
  if (header('if-none-match')?.trim() === '*') return { kind: 'absent' };
  const etag = parseIfMatch(header('if-match'));
  if (etag === undefined) return { kind: 'none' };
  return etag === '*' ? { kind: 'present' } : { kind: 'etag', etag };
}
