import { checkSchemaFile, compareIn, describeChange, type CheckWorker, type Finding } from '@national-forge/admission';
import { ClientError } from '@national-forge/client';
import type { Locale } from '@national-forge/manifest';
import {
  type Change,
  type ChangeRule,
  type Comparison,
  type Schema,
  type SchemaRole,
} from '@national-forge/versioning';

import type { Io } from '../io.ts';
import { openWorkerHere } from '../session/check-worker.ts';
import { text } from '../texts/texts.ts';
import { openSchemaPlace } from './schema-place.ts';

/** Names two schema files, and what they are schemas of. */
export interface SchemaFiles {
  readonly old: string;
  readonly new: string;
  readonly role: SchemaRole;
}

/** Is what two schemas differ in. */
export interface SchemaDiff extends SchemaFiles {
  /** Whether they are not proved to take the same values. */
  readonly different: boolean;
  readonly comparison: Comparison;
}

/**
 * Compares two schema files by the rules for contracts.
 * @throws ClientError `admission-failed` with the findings, file by file
 */
export async function compareSchemaFiles(files: SchemaFiles, io: Io): Promise<SchemaDiff> {
  const worker = openWorkerHere(io);
  try {
    const [old, newer] = [await readSchema(files.old, io, worker), await readSchema(files.new, io, worker)];
    assertNone([...old.findings, ...newer.findings]);
    const comparer = compareIn(worker);
    const comparison = await comparer.compare({ old: old.schema, new: newer.schema, role: files.role });
    assertNone(comparer.findings());
    const isSame = comparison.verdict === 'compatible' && comparison.relation === 'equivalent';
    return { ...files, different: !isSame, comparison };
  } finally {
    await worker.close();
  }
}

function assertNone(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const params = { count: findings.length, what: 'schemas' };
  throw new ClientError('admission-failed', { params, findings: [{ folder: '', findings }] });
}

async function readSchema(
  path: string,
  io: Io,
  worker: CheckWorker,
): Promise<{ readonly schema: Schema; readonly findings: readonly Finding[] }> {
  const place = await openSchemaPlace(path, io);
  const check = await checkSchemaFile(place.file, worker);
  if (check.ok) return { schema: check.schema as Schema, findings: [] };
  return { schema: true, findings: check.findings.map((finding) => ({ ...finding, ...place.fileOf(finding) })) };
}

const RULES: Readonly<
  Record<SchemaRole, Readonly<Record<'breaking' | 'undecided' | 'equivalent' | 'more', ChangeRule>>>
> = {
  input: {
    breaking: 'input-narrowed',
    undecided: 'input-undecided',
    equivalent: 'input-equivalent',
    more: 'input-widened',
  },
  output: {
    breaking: 'output-widened',
    undecided: 'output-undecided',
    equivalent: 'output-equivalent',
    more: 'output-narrowed',
  },
};

/** Tells in a sentence what two schemas differ in, and what that demands of a number. */
export function tellSchemas(diff: SchemaDiff, locale: Locale): Pick<Change, 'level'> & { readonly words: string } {
  const { comparison, role } = diff;
  const { verdict, relation, rule } = comparison;
  if (rule === 'equal')
    return { level: 'patch', words: text(locale, 'diff.schemasSame', { old: diff.old, new: diff.new }) };
  const kind = verdict !== 'compatible' ? verdict : relation === 'equivalent' ? relation : 'more';
  const level = verdict !== 'compatible' ? 'major' : kind === 'equivalent' ? 'patch' : 'minor';
  const change: Change = { rule: RULES[role][kind], level, comparison, params: {} };
  // In quotes no name of a file is taken for the beginning of a sentence and written large.
  const context = { old: `“${diff.old}”`, new: `“${diff.new}”` };
  return { level, words: describeChange(change, context, locale) };
}
