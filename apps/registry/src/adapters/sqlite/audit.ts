import type { Audit, AuditCounts, AuditStage, Clock, Damage } from '../../ports.ts';
import { checkCheckpoints } from './audit/check-checkpoints.ts';
import { checkIndex } from './audit/check-index.ts';
import { listDangling } from './audit/compare-rows.ts';
import { compareSchema } from './audit/compare-schema.ts';
import { compareViews } from './audit/compare-views.ts';
import { copyLog } from './audit/copy-log.ts';
import { detailsOf, projectLog } from './audit/project-log.ts';
import { openScratch } from './audit/scratch.ts';
import type { Sql } from './sql.ts';
import { isDamaged } from './sqlite-errors.ts';

type Found = (damage: Damage) => void;
type Stage = Exclude<AuditStage, 'blobs'>;

/** Is the check of a database under way. */
interface Check {
  readonly stored: Sql;
  readonly expected: Sql;
  /** Whether the log was found sound and projected, so that the views can be compared with it. */
  isProjected: boolean;
  isSchemaWhole: boolean;
}

const PARTS: Readonly<Record<Stage, (check: Check, found: Found) => AuditCounts>> = {
  database: checkDatabase,
  log: checkLog,
  views: checkViews,
};

/** Is the check of a database, to be closed. */
export interface TableAudit extends Pick<Audit, 'check'> {
  close(): void;
}

/**
 * Makes the checks of a database. They read one state, whatever servers write meanwhile: that of the first check. What the
 * log gives is made in a temporary database.
 */
export function createTableAudit(stored: Sql, clock: Clock): TableAudit {
  const expected = openScratch('', clock.now());
  const check: Check = { stored, expected, isProjected: false, isSchemaWhole: false };
  const end = (): void => {
    // Nothing is kept: a commit would look at the damaged file once more.
    if (stored.inTransaction()) stored.run('ROLLBACK');
  };
  return {
    check: (stage, found) =>
      new Promise((resolve) => {
        if (stage === 'blobs') end();
        else if (!stored.inTransaction()) stored.run('BEGIN');
        resolve(stage === 'blobs' ? {} : checkPart(check, stage, found));
      }),
    close() {
      end();
      expected.close();
    },
  };
}

function checkPart(check: Check, stage: Stage, found: Found): AuditCounts {
  try {
    return PARTS[stage](check, found);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    found({ kind: 'database', place: 'registry.db', detail: (error as Error).message });
    return {};
  }
}

function checkDatabase(check: Check, found: Found): AuditCounts {
  const { stored } = check;
  for (const { integrity_check: detail } of stored.all<{ integrity_check: string }>('PRAGMA integrity_check')) {
    if (detail !== 'ok') found({ kind: 'database', place: 'registry.db', detail });
  }
  check.isSchemaWhole = compareSchema(check, found);
  // Keys of another schema mean nothing; that it is another was told.
  if (check.isSchemaWhole) tellDangling(stored, found);
  return {};
}

function tellDangling(stored: Sql, found: Found): void {
  const broken = stored.all<Broken>('SELECT DISTINCT "table", parent, fkid FROM pragma_foreign_key_check');
  for (const { table, parent, fkid } of broken) {
    for (const row of listDangling(stored, table, fkid)) {
      found({ kind: 'row', place: `${table} ${row}`, detail: `it refers to no row of ${parent}` });
    }
  }
}

interface Broken {
  readonly table: string;
  readonly parent: string;
  readonly fkid: number;
}

function checkLog(check: Check, found: Found): AuditCounts {
  const { stored, expected } = check;
  if (!check.isSchemaWhole) return {};
  const copy = { stored, expected, found };
  expected.run('BEGIN');
  const outline = copyLog(copy);
  const checkpoints = checkCheckpoints(copy, outline);
  check.isProjected = outline.isSound && projectLog({ expected, found, detail: detailsOf(stored) }, outline);
  expected.run('COMMIT');
  return { leaves: outline.size, checkpoints };
}

function checkViews(check: Check, found: Found): AuditCounts {
  if (!check.isProjected) {
    found({ kind: 'row', place: 'all views', detail: 'not compared: the log they follow from is damaged' });
    return {};
  }
  const { algorithm = 0, document = 0, release = 0 } = compareViews(check, found);
  checkIndex(check.stored, found);
  return { algorithms: algorithm, releases: release, documents: document };
}
