import type { Scope } from '@national-forge/api';

import type { TokenPlan, TokenRecord } from '../../ports.ts';
import type { Sql } from './sql.ts';

interface Row {
  readonly id: string;
  readonly agency: string | null;
  readonly scopes: string;
  readonly algorithms: string | null;
  readonly label: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
}

const COLUMNS = 'id, agency, scopes, algorithms, label, created_at, expires_at, revoked_at';

/** Inserts a token; throws when its id or hash exists, which random ones never do. */
export function insertToken(sql: Sql, token: TokenPlan, at: Date): void {
  sql.run(
    `INSERT INTO token (id, hash, agency, scopes, algorithms, label, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    token.id,
    token.hash,
    token.agency,
    JSON.stringify(token.scopes),
    token.algorithms && JSON.stringify(token.algorithms),
    token.label,
    at.getTime(),
    token.expiresAt.getTime(),
  );
}

/** Finds the token with this hash. */
export function findToken(sql: Sql, hash: Uint8Array): TokenRecord | undefined {
  const row = sql.get<Row>(`SELECT ${COLUMNS} FROM token WHERE hash = ?`, hash);
  return row && recordOf(row);
}

/** Finds a token by its id. */
export function findTokenById(sql: Sql, id: string): TokenRecord | undefined {
  const row = sql.get<Row>(`SELECT ${COLUMNS} FROM token WHERE id = ?`, id);
  return row && recordOf(row);
}

/** Lists the tokens of an agency (`null`: of the operator), oldest first. */
export function listTokens(sql: Sql, agency: string | null): readonly TokenRecord[] {
  return sql.all<Row>(`SELECT ${COLUMNS} FROM token WHERE agency IS ? ORDER BY created_at, id`, agency).map(recordOf);
}

/** Revokes a token of an agency (or of the operator); gives false if there is none. Revoking again changes nothing. */
export function revokeToken(sql: Sql, token: { id: string; agency: string | null }, at: Date): boolean {
  const text = 'UPDATE token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? AND agency IS ?';
  return sql.run(text, at.getTime(), token.id, token.agency) === 1;
}

function recordOf(row: Row): TokenRecord {
  return {
    id: row.id,
    agency: row.agency,
    scopes: JSON.parse(row.scopes) as Scope[],
    algorithms: row.algorithms === null ? null : (JSON.parse(row.algorithms) as string[]),
    label: row.label,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
  };
}
