import type { MovedName, Names } from '../../ports.ts';
import type { Sql } from './sql.ts';

/** Is a name that an algorithm gave up, with the leaf that took it away. */
export interface FormerName {
  readonly name: string;
  readonly log_index: number;
}

/** Makes the port that says where names have gone. */
export function createNames(sql: Sql): Names {
  return {
    algorithm: (name) => findMovedAlgorithm(sql, name),
    agency: (name) => findMovedAgency(sql, name),
  };
}

/** Finds where an algorithm went that had this name. */
export function findMovedAlgorithm(sql: Sql, name: string): MovedName | undefined {
  const text = `SELECT algorithm.id, algorithm.name, former_name.log_index
    FROM former_name JOIN algorithm ON algorithm.id = former_name.algorithm_id WHERE former_name.name = ?`;
  const moved = sql.get<{ id: number } & FormerName>(text, name);
  if (moved === undefined) return undefined;
  const steps = listFormerNames(sql, moved.id).filter(({ log_index }) => log_index >= moved.log_index);
  return { to: moved.name, leaves: steps.map(({ log_index }) => log_index) };
}

/** Finds the present name of an agency that had this one. */
export function findMovedAgency(sql: Sql, name: string): string | undefined {
  return sql.get<{ agency: string }>('SELECT agency FROM former_agency WHERE name = ?', name)?.agency;
}

/** Lists the names that an algorithm had before, oldest first. */
export function listFormerNames(sql: Sql, algorithmId: number): readonly FormerName[] {
  const text = 'SELECT name, log_index FROM former_name WHERE algorithm_id = ? ORDER BY log_index';
  return sql.all<FormerName>(text, algorithmId);
}

/** Gives the name that an algorithm had at a leaf, where it was another than now: the first one given up after it. */
export function nameAt(former: readonly FormerName[], index: number): string | null {
  return former.find(({ log_index }) => log_index > index)?.name ?? null;
}

/** Takes a name away from an algorithm. */
export function insertFormerName(sql: Sql, { name, log_index }: FormerName, algorithmId: number): void {
  sql.run('INSERT INTO former_name (name, algorithm_id, log_index) VALUES (?, ?, ?)', name, algorithmId, log_index);
}

/** Takes a name away from an agency; those it had before lead to the new one too. */
export function insertFormerAgency(sql: Sql, { name, log_index }: FormerName, agency: string): void {
  sql.run('UPDATE former_agency SET agency = ? WHERE agency = ?', agency, name);
  sql.run('INSERT INTO former_agency (name, agency, log_index) VALUES (?, ?, ?)', name, agency, log_index);
}

/** Notes by which signed change a name moved. */
export function insertTransfer(sql: Sql, transfer: { readonly index: number; readonly envelope: string }): void {
  sql.run('INSERT INTO transfer (log_index, envelope) VALUES (?, ?)', transfer.index, transfer.envelope);
}

/** Finds the leaf of the signed change that moved a name. */
export function findTransfer(sql: Sql, envelope: string): number | undefined {
  return sql.get<{ log_index: number }>('SELECT log_index FROM transfer WHERE envelope = ?', envelope)?.log_index;
}
