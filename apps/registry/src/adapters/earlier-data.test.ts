import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mergeAll } from '../ports/search-index.contract.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import { tablesOf } from './sqlite/audit/table-roles.ts';
import { readMigrations } from './sqlite/migrations.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { changeAgency, createAgencies, testKey } from './testing/keys.ts';
import { publish } from './testing/sample.ts';

let bed: Bed;
beforeEach(() => {
  bed = createBed();
});
afterEach(() => bed.clear());

const change = (statement: string) => {
  const database = new Database(join(bed.dataDir, 'registry.db'));
  database.exec(statement);
  database.close();
};

/** Takes back what the second migration did, as data stand that an earlier program wrote. */
const BEFORE_JUDGING = `DROP INDEX release_line; DROP INDEX release_vectors; DROP INDEX release_revision;
  ${['line', 'period', 'vectors_digest', 'level', 'waiver', 'waiver_index', 'waived_at']
    .map((column) => `ALTER TABLE release DROP COLUMN ${column};`)
    .join('\n')}
  DELETE FROM migration WHERE number = 2;`;

/** Takes back what the third did. */
const BEFORE_THESAURI = 'DROP TABLE thesaurus_concept; DROP TABLE thesaurus; DELETE FROM migration WHERE number = 3;';

/** Takes back what the fourth did: texts of releases stood in one list, words in an index of SQLite's own. */
const BEFORE_STREAMS = `UPDATE release SET search = json_object('hit', json_extract(search, '$.hit'), 'text', json('["barème"]'));
  DROP INDEX search_entry_recent;
  ALTER TABLE search_entry DROP COLUMN updated_at; ALTER TABLE search_entry DROP COLUMN text;
  ${tablesOf('index')
    .map((table) => `DROP TABLE ${table};`)
    .join('\n')}
  CREATE TABLE search_facet (
    facet TEXT NOT NULL, value TEXT NOT NULL, entry_id INTEGER NOT NULL REFERENCES search_entry (id),
    PRIMARY KEY (facet, value, entry_id)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE search_text USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = 'ascii');
  DELETE FROM migration WHERE number = 4;`;

/** Takes back what the fifth did: nobody knew engines, and a document had a number less in each row of the columns. */
const BEFORE_ENGINES = `UPDATE release SET search = json_remove(search, '$.hit.engine');
  UPDATE search_entry SET hit = json_remove(hit, '$.engine');
  UPDATE search_column SET codes = (
    WITH RECURSIVE document (at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM document WHERE at < 255)
    SELECT unhex(group_concat(hex(substr(codes, at * 20 + 1, 8)) || hex(substr(codes, at * 20 + 11, 10)), '' ORDER BY at))
    FROM document
  );
  DELETE FROM search_pending; DELETE FROM migration WHERE number = 5;`;

/** Takes back what the sixth did: all postings stood in blocks; where the only block of a term starts nobody looks. */
const BEFORE_FEW_POSTINGS = `
  INSERT INTO search_posting (term, start, keys) SELECT id, id, postings FROM search_term WHERE postings IS NOT NULL;
  ALTER TABLE search_term DROP COLUMN postings;
  DELETE FROM migration WHERE number = 6;`;

/** Reads the numbers of the first documents. */
function readCodes(): Uint16Array {
  const database = new Database(join(bed.dataDir, 'registry.db'), { readonly: true });
  const { codes } = database.prepare('SELECT codes FROM search_column').get() as { codes: Buffer };
  database.close();
  return new Uint16Array(Uint8Array.from(codes).buffer);
}

describe('data of an earlier release', () => {
  test('are given what judging needs, the same as from the leaves', async () => {
    const store = await bed.open();
    await createAgencies(store, 'impots', 'cnss');
    await publish(
      store,
      { version: '0.3.1', vectors: 'a' },
      { version: '10.2.0', vectors: 'b' },
      { version: '10.3.0' },
    );
    const transfer = { kind: 'transfer', from: 'impots/income-tax', to: 'cnss/tax' } as const;
    const signers = [testKey('impots'), testKey('cnss')];
    expect(await changeAgency(store, { agency: 'impots', change: transfer, signers })).toMatchObject({ ok: true });
    await store.close();
    change(BEFORE_FEW_POSTINGS);
    change(BEFORE_ENGINES);
    change(BEFORE_STREAMS);
    change(BEFORE_THESAURI);
    change(BEFORE_JUDGING);

    const again = await bed.open();

    expect(again.migrated).toEqual(
      readMigrations()
        .slice(1)
        .map(({ name }) => name),
    );
    const place = { name: 'cnss/tax', version: '10.2.1', line: '10' };
    expect(await again.catalogue.findBindings(place)).toMatchObject({
      ...{ below: [{ version: '10.2.0' }], above: [{ version: '10.3.0' }] },
      vectors: [{ version: '10.2.0' }],
    });
    expect(await again.catalogue.findBindings({ ...place, version: '0.3.2', line: '0.3' })).toMatchObject({
      ...{ below: [{ version: '0.3.1' }], vectors: [{ version: '0.3.1' }] },
    });
    await again.close();
    expect((await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock })).damages).toEqual([]);
  });

  test('are given engines, and what was merged is found meanwhile', async () => {
    const store = await bed.open();
    await createAgencies(store, 'impots');
    await publish(
      store,
      { name: 'impots/one', version: '1.0.0', hit: { engine: 'wasm', region: 'MA-04', license: 'MIT' } },
      { name: 'impots/two', version: '1.0.0', hit: { status: 'beta', title: { fr: 'a"\\ \u2028é\n', ar: 'ضريبة' } } },
    );
    await mergeAll(store);
    const before = await store.search.search({ q: '', limit: 9 });
    await store.close();
    const codes = readCodes();
    change(BEFORE_FEW_POSTINGS);
    change(BEFORE_ENGINES);

    const again = await bed.open();
    expect(again.migrated).toEqual(['0005_add_engines', '0006_hold_few_postings']);
    expect(readCodes()).toEqual(codes.map((code, at) => (at % 10 === 4 ? 0 : code)));
    expect(await again.search.search({ q: '', limit: 9 })).toEqual(before);
    await mergeAll(again);
    expect(await again.search.search({ q: '', limit: 9 })).toEqual(before);
    expect((await again.search.search({ q: '', limit: 9, engine: 'wasm' })).hits).toEqual([before.hits[0]]);
    expect(before.facets).toMatchObject({
      engine: [
        { value: 'javascript', count: 1 },
        { value: 'wasm', count: 1 },
      ],
    });
    await again.close();
    expect((await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock })).damages).toEqual([]);
  });
});
