import type { StepSpan, StoredAgencyState } from '../../../ports.ts';
import type { Sql } from '../sql.ts';

interface Row {
  readonly leaf_index: number;
  readonly agency: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

const SELECT = 'SELECT leaf_index, agency, digest, bytes FROM agency_state';

/** Stores a state of an agency, with the digest of the signed change that made it. */
export function insertAgencyState(sql: Sql, state: StoredAgencyState & { readonly envelope: string | null }): void {
  sql.run(
    'INSERT INTO agency_state (leaf_index, agency, digest, envelope, bytes) VALUES (?, ?, ?, ?, ?)',
    state.leaf,
    state.agency,
    state.digest,
    state.envelope,
    state.bytes,
  );
}

/** Moves the states of an agency to its new name: its history goes on. */
export function renameStates(sql: Sql, from: string, to: string): void {
  sql.run('UPDATE agency_state SET agency = ? WHERE agency = ?', to, from);
}

/** Finds the present state of an agency. */
export function findAgencyState(sql: Sql, agency: string): StoredAgencyState | undefined {
  const row = sql.get<Row>(`${SELECT} WHERE agency = ? ORDER BY leaf_index DESC LIMIT 1`, agency);
  return row && stateOf(row);
}

/** Finds a state by its digest. */
export function findStateByDigest(sql: Sql, digest: string): StoredAgencyState | undefined {
  const row = sql.get<Row>(`${SELECT} WHERE digest = ?`, digest);
  return row && stateOf(row);
}

/** Finds the state that a signed change of an agency made; a change is made once. */
export function findStateByEnvelope(sql: Sql, agency: string, envelope: string): StoredAgencyState | undefined {
  const row = sql.get<Row>(`${SELECT} WHERE envelope = ? AND agency = ?`, envelope, agency);
  return row && stateOf(row);
}

/** Finds the state that an agency had before a leaf was appended. */
export function findStateBefore(sql: Sql, agency: string, index: number): StoredAgencyState | undefined {
  const row = sql.get<Row>(
    `${SELECT} WHERE agency = ? AND leaf_index < ? ORDER BY leaf_index DESC LIMIT 1`,
    agency,
    index,
  );
  return row && stateOf(row);
}

/** Counts the states that an agency has had. */
export function countStates(sql: Sql, agency: string): number {
  const text = 'SELECT count(*) AS states FROM agency_state WHERE agency = ?';
  return sql.get<{ states: number }>(text, agency)?.states ?? 0;
}

/** Lists leaves that changed an agency, with the digests of the signed changes. */
export function listAgencySteps(
  sql: Sql,
  agency: string,
  { after, before, limit }: StepSpan,
): readonly { readonly leaf_index: number; readonly envelope: string | null }[] {
  const text = `SELECT leaf_index, envelope FROM agency_state
    WHERE agency = ? AND leaf_index > ? AND leaf_index < ? ORDER BY leaf_index LIMIT ?`;
  return sql.all(text, ...[agency, after, before, limit]);
}

const stateOf = ({ leaf_index, agency, digest, bytes }: Row): StoredAgencyState => ({
  digest,
  agency,
  leaf: leaf_index,
  bytes,
});
