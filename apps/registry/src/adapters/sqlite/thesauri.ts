import { hash } from 'node:crypto';

import type { Concept, Label } from '@national-forge/analyzer';

import { ThesaurusError } from '../../ports.ts';
import type { Clock, LexiconContent, Thesauri, Thesaurus, ThesaurusConcept, ThesaurusRecord } from '../../ports.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Sql } from './sql.ts';

/** Is what the store of thesauri stands on. */
export interface ThesauriParts {
  readonly sql: Sql;
  readonly group: GroupCommit;
  readonly clock: Clock;
}

/** Makes the store of thesauri of a connection. */
export function createThesauri({ sql, group, clock }: ThesauriParts): Thesauri {
  let national: Promise<NationalLexicon> | undefined;
  const lexicon = (): Promise<NationalLexicon> => (national ??= loadLexicon());
  return {
    list: () => Promise.resolve(listThesauri(sql)),
    put: (thesaurus, { mayReplace }) =>
      group.submit(() => putThesaurus(sql, thesaurus, { mayReplace, at: clock.now() })),
    remove: (id) =>
      group.submit(() => {
        if (!removeThesaurus(sql, id)) throw new ThesaurusError('thesaurus-unknown', { id });
      }),
    listConcepts: () => Promise.resolve([...listConcepts(sql)]),
    fingerprint: async () => fingerprintOf(await lexicon(), sql),
    concepts: async () => readLexicon(sql, await lexicon()),
  };
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly source: string;
  readonly version: string;
  readonly digest: string;
  readonly concepts: number;
  readonly labels: string;
  readonly imported_at: number;
}

const COLUMNS = 'id, title, licence, source, version, digest, concepts, labels, imported_at';

function listThesauri(sql: Sql): readonly ThesaurusRecord[] {
  return sql.all<Row>(`SELECT ${COLUMNS} FROM thesaurus ORDER BY id`).map(recordOf);
}

const recordOf = ({ labels, imported_at: at, ...facts }: Row): ThesaurusRecord => ({
  ...facts,
  labels: JSON.parse(labels) as Record<string, number>,
  importedAt: new Date(at),
});

type StoredLabel = readonly [language: Label['language'], script: Label['script'], text: string];

const INSERT = `INSERT INTO thesaurus (${COLUMNS}, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_CONCEPT = 'INSERT INTO thesaurus_concept (thesaurus, name, iri, labels) VALUES (?, ?, ?, ?)';

function putThesaurus(
  sql: Sql,
  thesaurus: Thesaurus,
  { mayReplace, at }: { readonly mayReplace: boolean; readonly at: Date },
): ThesaurusRecord {
  const { id, title, licence, source, version, digest, concepts } = thesaurus;
  if (removeThesaurus(sql, id) && !mayReplace) throw new ThesaurusError('thesaurus-exists', { id });
  const rows = concepts.map(({ id: own, iri, labels }) => {
    const stored = labels.map(({ language, script, text }): StoredLabel => [language, script, text]);
    return [id, own.slice(id.length + 1), iri, JSON.stringify(stored)] as const;
  });
  const facts = [id, title, licence, source, version, digest] as const;
  const counts = JSON.stringify(countLabels(concepts));
  sql.run(INSERT, ...facts, concepts.length, counts, at.getTime(), hash('sha256', JSON.stringify(rows)));
  for (const row of rows) sql.run(INSERT_CONCEPT, ...row);
  const [record] = sql.all<Row>(`SELECT ${COLUMNS} FROM thesaurus WHERE id = ?`, id).map(recordOf);
  if (record === undefined) throw new Error(`the thesaurus ${id} was not stored`);
  return record;
}

function countLabels(concepts: readonly ThesaurusConcept[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { language } of concepts.flatMap(({ labels }) => labels)) counts[language] = (counts[language] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function removeThesaurus(sql: Sql, id: string): boolean {
  sql.run('DELETE FROM thesaurus_concept WHERE thesaurus = ?', id);
  return sql.run('DELETE FROM thesaurus WHERE id = ?', id) === 1;
}

interface ConceptRow {
  readonly thesaurus: string;
  readonly title: string;
  readonly name: string;
  readonly iri: string;
  readonly labels: string;
}

const LIST_CONCEPTS = `SELECT thesaurus, title, name, iri, thesaurus_concept.labels AS labels
  FROM thesaurus_concept JOIN thesaurus ON thesaurus.id = thesaurus ORDER BY thesaurus, name`;

/** Reads in one statement, hence one state. */
function* listConcepts(sql: Sql): Generator<ThesaurusConcept> {
  for (const { thesaurus, title, name, iri, labels } of sql.all<ConceptRow>(LIST_CONCEPTS)) {
    const rows = (JSON.parse(labels) as readonly StoredLabel[]).map(([language, script, text]) => ({
      ...{ language, script, text },
      status: 'unreviewed' as const,
      source: title,
    }));
    yield { id: `${thesaurus}:${name}`, iri, labels: rows };
  }
}

interface NationalLexicon {
  readonly concepts: readonly Concept[];
  readonly fingerprint: string;
}

/** Loaded when it is first asked for: a server that starts has no need of a megabyte of labels. */
async function loadLexicon(): Promise<NationalLexicon> {
  const { nationalConcepts } = await import('@national-forge/analyzer/lexicon');
  const concepts = nationalConcepts();
  return { concepts, fingerprint: hash('sha256', JSON.stringify(concepts)) };
}

/** Another way to join concepts makes other concepts of the same labels: it gets another number. */
const JOINING = 'joined-concepts/1';

function fingerprintOf({ fingerprint }: NationalLexicon, sql: Sql): string {
  const own = sql.all<{ id: string; fingerprint: string }>('SELECT id, fingerprint FROM thesaurus ORDER BY id');
  const lines = [JOINING, fingerprint, ...own.map((row) => `${row.id} ${row.fingerprint}`)];
  return hash('sha256', lines.map((line) => `${line}\n`).join(''));
}

async function readLexicon(sql: Sql, lexicon: NationalLexicon): Promise<LexiconContent> {
  const { joinConcepts } = await import('@national-forge/analyzer');
  const { fingerprint, thesauri } = readTogether(sql, () => ({
    fingerprint: fingerprintOf(lexicon, sql),
    thesauri: Map.groupBy(listConcepts(sql), ({ id }) => id.slice(0, id.indexOf(':'))),
  }));
  return { fingerprint, ...joinConcepts(lexicon.concepts, [...thesauri.values()]) };
}

/** Reads one state with several statements, whatever other processes write meanwhile. */
function readTogether<T>(sql: Sql, read: () => T): T {
  sql.run('BEGIN');
  try {
    return read();
  } finally {
    sql.run('COMMIT');
  }
}
