import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { temporaryFolder } from '../testing/workshop.ts';
import { withFileLock } from './project-lock.ts';

/** The number of a process that lived and is dead. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

function heldBy(pid: number, host = hostname()): string {
  const path = join(temporaryFolder(), 'modules', '.lock');
  mkdirSync(join(path, '..'));
  writeFileSync(path, JSON.stringify({ pid, host }));
  return path;
}

describe('withFileLock', () => {
  test('lets one in at a time and leaves nothing behind', async () => {
    const path = join(temporaryFolder(), 'modules', '.lock');
    let inside = 0;
    let most = 0;

    await Promise.all(
      Array.from({ length: 6 }, () =>
        withFileLock(path, {}, async () => {
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inside--;
        }),
      ),
    );

    expect(most).toBe(1);
    expect(existsSync(join(path, '..'))).toBe(false);
  });

  test('lets many in one after the other, each of whom makes the folder and removes it again', async () => {
    const path = join(temporaryFolder(), 'modules', '.lock');
    let inside = 0;
    const enter = async (): Promise<void> => {
      for (let time = 0; time < 150; time += 1) {
        await withFileLock(path, {}, async () => {
          inside += 1;
          expect(inside).toBe(1);
          await Promise.resolve();
          inside -= 1;
        });
      }
    };

    await Promise.all([enter(), enter(), enter()]);
  });

  test('takes over from a process that was killed', async () => {
    const path = heldBy(deadPid());

    await expect(withFileLock(path, { waitMs: 0 }, () => Promise.resolve('in'))).resolves.toBe('in');
  });

  test('takes over from a silent holder even when another process has its number, or is elsewhere', async () => {
    for (const path of [heldBy(process.pid), heldBy(1, 'other-host')]) {
      utimesSync(path, 0, 0);
      await expect(withFileLock(path, { waitMs: 0 }, () => Promise.resolve('in'))).resolves.toBe('in');
    }
  });

  test('takes over from an old file that says nothing', async () => {
    const path = heldBy(1);
    writeFileSync(path, '');
    utimesSync(path, 0, 0);

    await expect(withFileLock(path, {}, () => Promise.resolve('in'))).resolves.toBe('in');
  });

  test('says that a living holder has it, after having said that it waits', async () => {
    const path = heldBy(process.pid);
    let waits = 0;

    await expect(
      withFileLock(path, { waitMs: 150, onWait: () => waits++ }, () => Promise.resolve()),
    ).rejects.toMatchObject({
      code: 'project-busy',
      exit: 7,
      params: { path },
    });

    expect(waits).toBe(1);
    expect(readdirSync(join(path, '..'))).toEqual(['.lock']);
  });

  test('stops waiting when the caller gives up', async () => {
    const path = heldBy(process.pid);

    await expect(withFileLock(path, { signal: AbortSignal.abort() }, () => Promise.resolve())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('opens again after a failure inside', async () => {
    const path = join(temporaryFolder(), 'modules', '.lock');
    await expect(withFileLock(path, {}, () => Promise.reject(new Error('inside')))).rejects.toThrow('inside');

    await expect(withFileLock(path, { waitMs: 0 }, () => Promise.resolve('in'))).resolves.toBe('in');
  });

  test('tells a holder that was silent too long that another took over, and leaves him his lock', async () => {
    const path = join(temporaryFolder(), 'modules', '.lock');
    const other = JSON.stringify({ pid: process.pid, host: hostname(), token: 'another' });

    const run = withFileLock(path, {}, async (assertHeld) => {
      await assertHeld();
      writeFileSync(path, other);
      await assertHeld();
    });

    await expect(run).rejects.toMatchObject({ code: 'project-busy', params: { path } });
    expect(readFileSync(path, 'utf8')).toBe(other);
  });

  test('sweeps what waiting processes that were killed left beside it', async () => {
    const path = heldBy(deadPid());
    for (const name of [`${path}-99-abcd`, `${path}-stale-abcd`, `${path}-1-young`]) writeFileSync(name, '');
    for (const name of [`${path}-99-abcd`, `${path}-stale-abcd`]) utimesSync(name, 0, 0);

    await withFileLock(path, { waitMs: 0 }, () => Promise.resolve());

    expect(readdirSync(join(path, '..'))).toEqual(['.lock-1-young']);
  });
});
