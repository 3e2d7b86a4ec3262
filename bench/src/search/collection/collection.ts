import { LANGUAGES, type Language } from '@national-forge/analyzer';

import type { MeasuredRecord } from '@national-forge/registry/bench';
import { CollectionError, readJsonLines, type JsonLine } from './json-lines.ts';
import { assertMembers, textOf } from './members.ts';
import { readRecords } from './records.ts';

/** Names the three files of a collection. */
export interface CollectionFiles {
  readonly docs: string;
  readonly queries: string;
  readonly qrels: string;
}

/** Is what somebody types. */
export interface Query {
  readonly id: string;
  /** The language that is typed in. */
  readonly lang: Language;
  /** What is hard about it: `typo`, `cross`, `broken-plural` …; free, so that a collection may have its own. */
  readonly kind: string;
  readonly text: string;
}

/** Says how useful a record is to a query. What is not judged is taken for useless. */
export interface Judgment {
  readonly doc: string;
  /** 3 what is meant, 2 clearly useful, 1 related, 0 looked at and useless. */
  readonly grade: number;
  /** Whether the record has text in the language of the query. */
  readonly sameLang: boolean;
}

/** Is a set of records, queries and judgments (Cranfield): what retrieval is measured on. */
export interface Collection {
  readonly records: readonly MeasuredRecord[];
  readonly queries: readonly Query[];
  /** By the id of the query; every query has at least one of {@link USEFUL} or more. */
  readonly judgments: ReadonlyMap<string, readonly Judgment[]>;
}

/** Least grade of a record that answers the query. */
export const USEFUL = 2;
const HIGHEST = 3;

/** Reads a collection and proves that its files fit each other. Throws a `CollectionError` that names file and line. */
export function readCollection(files: CollectionFiles): Collection {
  const records = [...readRecords(files.docs)];
  const places = new Map<string, string>();
  const queries = Array.from(readJsonLines(files.queries), (line) => queryOf(line, places));
  const known = { docs: new Set(records.map(({ id }) => id)), queries: new Set(places.keys()) };
  const judgments = readJudgments(files.qrels, known);
  for (const [id, place] of places) {
    if (judgments.get(id)?.some(({ grade }) => grade >= USEFUL)) continue;
    throw new CollectionError(place, `no record answers "${id}"; judge one with ${USEFUL} or ${HIGHEST} in qrels.`);
  }
  if (queries.length === 0) throw new CollectionError(files.queries, 'holds no query.');
  return { records, queries, judgments };
}

function queryOf(line: JsonLine, places: Map<string, string>): Query {
  assertMembers(line, ['id', 'lang', 'kind', 'text']);
  const id = textOf(line, 'id');
  const lang = LANGUAGES.find((language) => language === line.value['lang']);
  if (lang === undefined) throw new CollectionError(line.place, `"lang" must be one of ${LANGUAGES.join(', ')}.`);
  const first = places.get(id);
  if (first !== undefined) throw new CollectionError(line.place, `the query "${id}" stands at ${first} already.`);
  places.set(id, line.place);
  return { id, lang, kind: textOf(line, 'kind'), text: textOf(line, 'text') };
}

interface Known {
  readonly docs: ReadonlySet<string>;
  readonly queries: ReadonlySet<string>;
}

function readJudgments(file: string, known: Known): ReadonlyMap<string, readonly Judgment[]> {
  const judgments = new Map<string, Judgment[]>();
  for (const line of readJsonLines(file)) {
    const { query, ...judgment } = judgmentOf(line, known);
    const others = judgments.get(query) ?? [];
    if (others.some(({ doc }) => doc === judgment.doc)) {
      throw new CollectionError(line.place, `"${judgment.doc}" is judged twice for "${query}"; keep one line.`);
    }
    judgments.set(query, [...others, judgment]);
  }
  return judgments;
}

function judgmentOf(line: JsonLine, known: Known): Judgment & { readonly query: string } {
  assertMembers(line, ['query', 'doc', 'grade', 'sameLang']);
  const { place, value } = line;
  const [query, doc] = [textOf(line, 'query'), textOf(line, 'doc')];
  if (!known.queries.has(query)) throw new CollectionError(place, `there is no query "${query}" in queries.`);
  if (!known.docs.has(doc)) throw new CollectionError(place, `there is no record "${doc}" in docs.`);
  const { grade, sameLang = false } = value;
  if (typeof grade !== 'number' || !Number.isInteger(grade) || grade < 0 || grade > HIGHEST) {
    throw new CollectionError(place, `"grade" must be a whole number from 0 to ${HIGHEST}.`);
  }
  if (typeof sameLang !== 'boolean') throw new CollectionError(place, '"sameLang" must be true, false or missing.');
  return { query, doc, grade, sameLang };
}
