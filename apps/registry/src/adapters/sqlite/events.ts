import type { Sql } from './sql.ts';

/** Is one line of the history. */
export interface EventRow {
  readonly kind:
    | 'release'
    | 'channel-move'
    | 'channel-remove'
    | 'yank'
    | 'unyank'
    | 'deprecate'
    | 'undeprecate'
    | 'agency'
    | 'token'
    | 'token-revocation';
  /** Random id of the token that acted; empty for the operator's own command. */
  readonly actor: string;
  readonly name: string;
  readonly version?: string | null;
  readonly tag?: string | null;
  readonly reason: string;
}

/** Appends to the history. */
export function insertEvent(sql: Sql, event: EventRow, at: Date): void {
  sql.run(
    'INSERT INTO event (at, kind, actor, name, version, tag, reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
    at.getTime(),
    event.kind,
    event.actor,
    event.name,
    event.version ?? null,
    event.tag ?? null,
    event.reason,
  );
}

/** Lists the history of an algorithm or agency, oldest first. */
export function listEvents(sql: Sql, name: string): readonly (EventRow & { readonly at: number })[] {
  return sql.all('SELECT at, kind, actor, name, version, tag, reason FROM event WHERE name = ? ORDER BY id', name);
}
