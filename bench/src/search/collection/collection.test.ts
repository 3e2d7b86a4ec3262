import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readCollection } from './collection.ts';
import { CollectionError } from './json-lines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-collection-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DOC = '{"id":"a/b","title":{"fr":"Titre"}}';
const QUERY = '{"id":"q1","lang":"fr","kind":"plain","text":"titre"}';
const JUDGMENT = '{"query":"q1","doc":"a/b","grade":3,"sameLang":true}';

function read({ docs = DOC, queries = QUERY, qrels = JUDGMENT }) {
  const files = { docs: join(folder, 'docs'), queries: join(folder, 'queries'), qrels: join(folder, 'qrels') };
  writeFileSync(files.docs, docs);
  writeFileSync(files.queries, queries);
  writeFileSync(files.qrels, qrels);
  return readCollection(files);
}

describe('readCollection', () => {
  it('reads three files that fit each other; empty lines and a missing last line break are no fault', () => {
    const { records, queries, judgments } = read({ docs: `${DOC}\n\n`, queries: `\n${QUERY}\r\n` });

    expect(records).toEqual([{ id: 'a/b', title: { fr: 'Titre' } }]);
    expect(queries).toEqual([{ id: 'q1', lang: 'fr', kind: 'plain', text: 'titre' }]);
    expect(judgments.get('q1')).toEqual([{ doc: 'a/b', grade: 3, sameLang: true }]);
  });

  it('reads lines and letters that lie across the pieces in which a file is read', () => {
    const long = JSON.stringify({ id: 'a/long', title: { ar: 'ضريبة '.repeat(30_000) } });
    const { records } = read({ docs: `${DOC}\n${long}\n` });

    expect(records[1]?.title['ar']).toBe('ضريبة '.repeat(30_000));
  });

  it.each([
    ['docs', `${DOC}\n{"id":`, 'docs:2: is not JSON'],
    ['docs', '[]', 'docs:1: is JSON but no object'],
    ['docs', '{"title":{"fr":"x"}}', 'docs:1: "id" must be a text'],
    ['docs', '{"id":"a/b"}', 'docs:1: a record has a "title"'],
    ['docs', '{"id":"a/b","title":"x"}', 'docs:1: "title" must be a map from language to text'],
    ['docs', '{"id":"a/b","title":{},"keywords":{"fr":"x"}}', 'docs:1: "keywords" must be a map'],
    ['docs', '{"id":"a/b","title":{},"sectors":"x"}', 'docs:1: "sectors" must be a list of texts'],
    ['docs', '{"id":"a/b","title":{},"titel":{}}', 'docs:1: "titel" is not known here; the members are id, title'],
    ['docs', `${DOC}\n${DOC}`, 'docs:2: the record "a/b" stands twice'],
    ['queries', QUERY.replace('"fr"', '"de"'), 'queries:1: "lang" must be one of ar, ary, zgh, fr, en'],
    ['queries', `${QUERY}\n${QUERY}`, /queries:2: the query "q1" stands at .*queries:1 already/],
    ['queries', '', /there is no query "q1"|holds no query/],
    ['queries', `${QUERY}\n${QUERY.replace('q1', 'q2')}`, 'queries:2: no record answers "q2"'],
    ['qrels', JUDGMENT.replace('3', '1'), 'queries:1: no record answers "q1"; judge one with 2 or 3'],
    ['qrels', JUDGMENT.replace('a/b', 'a/c'), 'qrels:1: there is no record "a/c" in docs'],
    ['qrels', JUDGMENT.replace('q1', 'q9'), 'qrels:1: there is no query "q9" in queries'],
    ['qrels', JUDGMENT.replace('3', '4'), 'qrels:1: "grade" must be a whole number from 0 to 3'],
    ['qrels', JUDGMENT.replace('true', '"yes"'), 'qrels:1: "sameLang" must be true, false or missing'],
    ['qrels', `${JUDGMENT}\n${JUDGMENT}`, 'qrels:2: "a/b" is judged twice for "q1"'],
  ])('names the line of %s that is wrong: %s', (file, text, message) => {
    const act = () => read({ [file]: text });

    expect(act).toThrow(CollectionError);
    expect(act).toThrow(message);
  });

  it('names a file that is not there', () => {
    const missing = { docs: join(folder, 'none'), queries: '', qrels: '' };

    expect(() => readCollection(missing)).toThrow(/none: cannot be read; name a file of JSON lines/);
  });
});
