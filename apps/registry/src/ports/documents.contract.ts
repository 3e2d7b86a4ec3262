import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { changeAgency, createAgencies, testKey } from '../adapters/testing/keys.ts';
import { publish } from '../adapters/testing/sample.ts';

const HEAD = '/api/v1/algorithms/impots/income-tax';

/** Proves that an adapter keeps the contract of the documents: from memory, and still true. */
export function describeDocumentsContract(makeBed: () => Bed): void {
  let bed: Bed;
  let store: Store;
  let statements: string[];

  beforeEach(async () => {
    bed = makeBed();
    statements = [];
    store = await bed.open({ onStatement: (text) => statements.push(text) });
    await createAgencies(store, 'impots');
    await publish(store, { version: '1.0.0' });
  });
  afterEach(() => bed.clear());

  test('a document asked for again costs no statement', () => {
    const first = store.documents.find(HEAD);
    statements.length = 0;

    for (let index = 0; index < 1000; index += 1) expect(store.documents.find(HEAD)).toBe(first);

    expect(statements).toEqual([]);
  });

  test('a change by this process is seen at once', async () => {
    const before = store.documents.find(HEAD);

    await publish(store, { version: '1.1.0' });

    expect(store.documents.find(HEAD)?.bytes.toString()).toContain('1.1.0');
    expect(store.documents.find(HEAD)?.etag).not.toBe(before?.etag);
  });

  test('a change by another process is seen 50 ms later, and only then does the epoch grow', async () => {
    const other = await bed.open();
    store.documents.find(HEAD);
    const epoch = store.documents.epoch();
    await publish(other, { version: '1.1.0' });

    bed.clock.advance(49);
    expect(store.documents.epoch()).toBe(epoch);
    bed.clock.advance(1);

    expect(store.documents.epoch()).toBe(epoch + 1);
    expect(store.documents.find(HEAD)?.bytes.toString()).toContain('1.1.0');
    bed.clock.advance(50);
    expect(store.documents.epoch()).toBe(epoch + 1);
  });

  test('a clock that is set back does not stop the looking', async () => {
    const other = await bed.open();
    store.documents.find(HEAD);
    await publish(other, { version: '1.1.0' });

    bed.clock.advance(-3_600_000);

    expect(store.documents.find(HEAD)?.bytes.toString()).toContain('1.1.0');
  });

  test('after a change elsewhere an unchanged document costs one point read, not its bytes', async () => {
    const other = await bed.open();
    await publish(other, { name: 'impots/other', version: '1.0.0' });
    const held = store.documents.find(HEAD);
    const record = store.documents.find(`${HEAD}/versions/1.0.0`);
    await publish(other, { name: 'impots/other', version: '1.1.0' });
    bed.clock.advance(60);
    store.documents.epoch();
    statements.length = 0;

    expect(store.documents.find(HEAD)).toBe(held);
    expect(store.documents.find(HEAD)).toBe(held);
    expect(store.documents.find(`${HEAD}/versions/1.0.0`)).toBe(record);

    expect(statements).toHaveLength(2);
    for (const statement of statements) expect(statement).toMatch(/^SELECT etag/);
  });

  test('a record that another process has erased, or moved to another name, is no longer told from memory', async () => {
    const other = await bed.open();
    await publish(store, { version: '3.0.0' });
    const [erased, moved] = [`${HEAD}/versions/3.0.0`, `${HEAD}/versions/1.0.0`];
    const record = store.documents.find(moved);
    expect([store.documents.find(erased), record]).not.toContain(undefined);

    const name = HEAD.slice('/api/v1/algorithms/'.length);
    const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/1', erases: 'archive,detail' as const };
    expect(await other.ledger.commit({ ...bury, name, version: '3.0.0' })).toMatchObject({ ok: true });
    const change = { kind: 'transfer' as const, from: name, to: 'impots/elsewhere' };
    expect(await changeAgency(other, { agency: 'impots', change, signers: [testKey('impots')] })).toMatchObject({
      ok: true,
    });
    bed.clock.advance(60);

    expect([store.documents.find(erased), store.documents.find(moved)]).toEqual([undefined, undefined]);
    expect(store.documents.find('/api/v1/algorithms/impots/elsewhere/versions/1.0.0')?.bytes).toEqual(record?.bytes);
  });

  test('memory is bounded: what was used least leaves', async () => {
    const small = await bed.open({
      limits: { documentMemoryBytes: 16_384 },
      onStatement: (text) => statements.push(text),
    });
    const names = Array.from({ length: 40 }, (_, index) => `impots/algorithm-${index}`);
    await publish(small, ...names.map((name) => ({ name, version: '1.0.0' })));
    const keys = names.map((name) => `/api/v1/algorithms/${name}`);
    const read = (key: string) => {
      statements.length = 0;
      small.documents.find(key);
      return statements.length;
    };

    small.documents.find(keys[0]!);
    for (const key of keys.slice(1)) {
      small.documents.find(key);
      small.documents.find(keys[0]!);
    }

    expect(read(keys[0]!)).toBe(0);
    expect(read(keys.at(-1)!)).toBe(0);
    expect(read(keys[1]!)).toBe(1);
  });

  test('what is not there is not remembered: asking for it fills no memory', () => {
    for (let index = 0; index < 100; index += 1) {
      expect(store.documents.find(`/api/v1/algorithms/impots/none-${index}`)).toBeUndefined();
    }
    expect(store.documents.find("/api/v1/algorithms/' OR 1=1 --/x")).toBeUndefined();
  });
}
