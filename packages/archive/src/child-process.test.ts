import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { scaled } from './testing/scratch.ts';

const PACK_ONCE = new URL('testing/pack-once.ts', import.meta.url);
const FLAT_MEMORY = new URL('testing/flat-memory.ts', import.meta.url);

const run = promisify(execFile);
const node = (script: URL, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(process.execPath, ['--max-old-space-size=64', fileURLToPath(script), ...args], {
    env: { ...process.env, ...env },
  }).then(({ stdout }) => stdout.trim());

describe('The release digest and the tar', () => {
  it('are the same on every machine and day', { timeout: 120_000 }, async () => {
    const expected = await node(PACK_ONCE, []);
    const variants = [
      [['077', 'backward', '1700000000', '600'], { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' }],
      [['000', 'forward', '253402300799', '755'], { LC_ALL: 'C', LANG: 'C', TZ: 'America/St_Johns' }],
      [
        ['027', 'backward', '-1', '444'],
        { LC_ALL: 'ar_MA.UTF-8', TZ: 'Africa/Casablanca', ICU_TIMEZONE_FILES_DIR: '/none' },
      ],
    ] as const;
    for (const [args, env] of variants) expect(await node(PACK_ONCE, args, env)).toBe(expected);

    // Also the same as on the day this was written.
    expect(JSON.parse(expected)).toMatchSnapshot();
  });
});

describe('Memory stays flat', () => {
  const MiB = 1024 * 1024;
  const large = scaled(128 * MiB, 2048 * MiB);

  it.each([
    ['inspect', 'zstd'],
    ['inspect', 'gzip'],
    ['entry', 'zstd'],
    ['pack', 'zstd'],
    ['pack', 'gzip'],
  ])(`for %s of a ${large / MiB} MiB archive in %s`, { timeout: 600_000 }, async (task, compression) => {
    const [small, big] = await Promise.all(
      [8 * MiB, large].map(async (size) => Number(await node(FLAT_MEMORY, [task, String(size), compression]))),
    );

    // The larger one may wait longer for the collector, but never holds half of the smallest archive.
    expect(big! - small!).toBeLessThan(80 * MiB);
    expect(big).toBeLessThan(256 * MiB);
  });
});
