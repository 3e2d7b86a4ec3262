import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { openSql, type Sql } from './sql.ts';

let folder: string;
let sql: Sql;
let other: Sql;
let statements: string[];
let group: GroupCommit;
let commits: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-group-'));
  statements = [];
  commits = 0;
  sql = openSql(join(folder, 'x.db'), { onStatement: (text) => statements.push(text) });
  sql.exec('PRAGMA journal_mode = WAL; CREATE TABLE line (text TEXT UNIQUE) STRICT');
  other = openSql(join(folder, 'x.db'));
  group = createGroupCommit({ sql, onCommit: () => (commits += 1), onRollback: () => undefined, patience: 100 });
});
afterEach(() => {
  sql.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const insert = (text: string) => () => {
  sql.run('INSERT INTO line (text) VALUES (?)', text);
  return text.length;
};
const lines = () => other.all<{ text: string }>('SELECT text FROM line ORDER BY text').map(({ text }) => text);

describe('a group commit', () => {
  test('commits what waits together, at most 64 at a time', async () => {
    const texts = Array.from({ length: 65 }, (_, index) => String(index));
    expect(await Promise.all(texts.map((text) => group.submit(insert(text))))).toEqual(
      texts.map(({ length }) => length),
    );

    expect(statements.filter((text) => text === 'COMMIT')).toHaveLength(2);
    expect(commits).toBe(2);
    expect(lines()).toHaveLength(65);
  });

  test('undoes what throws, alone', async () => {
    const half = () => {
      sql.run('INSERT INTO line (text) VALUES (?)', 'half');
      throw new Error('changed my mind');
    };
    const [a, b, c] = await Promise.allSettled([insert('a'), half, insert('c')].map((work) => group.submit(work)));

    expect([a?.status, c?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(b).toMatchObject({ reason: { message: 'changed my mind' } });
    expect(lines()).toEqual(['a', 'c']);
  });

  test('waits for the lock of another process without stopping this one', async () => {
    other.run('BEGIN IMMEDIATE');
    const done = group.submit(insert('a'));
    let isDone = false;
    void done.then(() => (isDone = true));
    // Timers run while it waits: else this would never go on.
    for (let ticks = 0; ticks < 10; ticks += 1) await wait(1);
    expect(isDone).toBe(false);
    other.run('COMMIT');

    expect(await done).toBe(1);
  });

  test('gives up on a lock that stays, and stores nothing', async () => {
    other.run('BEGIN IMMEDIATE');

    await expect(group.submit(insert('a'))).rejects.toMatchObject({ code: 'busy' });

    other.run('COMMIT');
    expect(lines()).toEqual([]);
    expect(await group.submit(insert('b'))).toBe(1);
  });

  test('drains what was taken, also what is taken meanwhile', async () => {
    await group.drain();
    const first = group.submit(insert('a')).then(() => group.submit(insert('b')));
    void group.submit(insert('c'));
    await group.drain();

    expect(lines()).toContain('a');
    expect(lines()).toContain('c');
    await first;
  });

  test('refuses more than it can hold', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4100 }, (_, index) => group.submit(insert(String(index)))),
    );

    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    expect(lines()).toHaveLength(4096);
  });
});
