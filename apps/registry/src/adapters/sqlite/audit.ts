import type { Audit, AuditStage, Damage } from '../../ports.ts';
import { auditDocuments } from './audit-documents.ts';
import { auditSearch } from './audit-search.ts';
import { auditTables } from './audit-tables.ts';
import type { Sql } from './sql.ts';
import { isDamaged } from './sqlite-errors.ts';

type Part = (sql: Sql, found: (damage: Damage) => void) => number;

const PARTS: Readonly<Record<Exclude<AuditStage, 'blobs'>, Part>> = {
  tables: auditTables,
  documents: auditDocuments,
  search: auditSearch,
};

/** Makes the checks of a database; each reads one state, whatever servers write meanwhile. */
export function createTableAudit(sql: Sql): Pick<Audit, 'check'> {
  return {
    check: (stage, found) =>
      new Promise((resolve) => resolve(stage === 'blobs' ? 0 : withinOneState(sql, PARTS[stage], found))),
  };
}

function withinOneState(sql: Sql, part: Part, found: (damage: Damage) => void): number {
  sql.run('BEGIN');
  try {
    return part(sql, found);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    found({ kind: 'database', place: 'registry.db', detail: (error as Error).message });
    return 0;
  } finally {
    // Nothing is kept: a commit would look at the damaged file once more.
    if (sql.inTransaction()) sql.run('ROLLBACK');
  }
}
