import type { Sql } from './sql.ts';

/** Is a channel with its target. */
export interface ChannelRow {
  readonly tag: string;
  readonly release_id: number;
  readonly version: string;
  readonly updated_at: number;
  readonly log_index: number;
}

const SELECT = `SELECT channel.tag, channel.release_id, release.version, channel.updated_at, channel.log_index
  FROM channel JOIN release ON release.id = channel.release_id`;

/** Finds a channel of an algorithm. */
export function findChannelRow(sql: Sql, algorithmId: number, tag: string): ChannelRow | undefined {
  return sql.get<ChannelRow>(`${SELECT} WHERE channel.algorithm_id = ? AND channel.tag = ?`, algorithmId, tag);
}

/** Lists the channels of an algorithm by tag. */
export function listChannels(sql: Sql, algorithmId: number): readonly ChannelRow[] {
  return sql.all<ChannelRow>(`${SELECT} WHERE channel.algorithm_id = ? ORDER BY channel.tag`, algorithmId);
}

/** Names a channel by the row of its algorithm. */
export interface ChannelId {
  readonly algorithmId: number;
  readonly tag: string;
}

/** Points a channel to a release. */
export function putChannel(
  sql: Sql,
  channel: ChannelId,
  target: { readonly releaseId: number; readonly at: Date; readonly logIndex: number },
): void {
  sql.run(
    `INSERT INTO channel (algorithm_id, tag, release_id, updated_at, log_index) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET release_id = excluded.release_id, updated_at = excluded.updated_at,
       log_index = excluded.log_index`,
    channel.algorithmId,
    channel.tag,
    target.releaseId,
    target.at.getTime(),
    target.logIndex,
  );
}

/** Removes a channel. */
export function removeChannel(sql: Sql, channel: ChannelId): void {
  sql.run('DELETE FROM channel WHERE algorithm_id = ? AND tag = ?', channel.algorithmId, channel.tag);
}
