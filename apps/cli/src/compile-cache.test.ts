import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { defaultCacheFolder } from '@national-forge/client';
import { describe, expect, it } from 'vitest';

import { cacheFolder } from './compile-cache.ts';
import { folderWith } from './testing/folders.ts';
import { spawnMain } from './testing/spawn-main.ts';

/** Asks for the version, in a process that knows no cache but what `env` tells; gives its words and code. */
async function ask(env: Readonly<Record<string, string>>) {
  const child = spawnMain(['--version'], { env: { NODE_COMPILE_CACHE: '', ...env } });
  child.stdin.end();
  const ended = new Promise((resolve) => child.on('close', resolve));
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, exit };
}

const silent = { stdout: expect.stringMatching(/^nforge \d/) as string, stderr: '', exit: 0 };
const compiledIn = (home: string): string => join(home, '.cache/nforge/compiled');
const filesIn = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });

describe('keepCompiled', () => {
  it('keeps compiled code where only its owner can write, for all commands to come', async () => {
    const home = folderWith();

    expect(await ask({ HOME: home })).toEqual(silent);

    expect(statSync(compiledIn(home)).mode & 0o777).toBe(0o700);
    const kept = filesIn(compiledIn(home));
    expect(kept.length).toBeGreaterThan(1);
    expect(await ask({ HOME: home })).toEqual(silent);
    expect(filesIn(compiledIn(home))).toEqual(kept);
  });

  it.each(['NODE_COMPILE_CACHE', 'NODE_DISABLE_COMPILE_CACHE'])('leaves it to %s where that is set', async (name) => {
    const home = folderWith();

    expect(await ask({ HOME: home, [name]: folderWith() })).toEqual(silent);

    expect(existsSync(join(home, '.cache'))).toBe(false);
  });

  it('runs nothing from a folder that others can write to', async () => {
    const home = folderWith();
    mkdirSync(compiledIn(home), { recursive: true });
    chmodSync(compiledIn(home), 0o777);

    expect(await ask({ HOME: home })).toEqual(silent);

    expect(filesIn(compiledIn(home))).toEqual([]);
  });

  it.runIf(process.geteuid?.() === 0)('puts nothing of root into the home of another, as under sudo', async () => {
    const home = folderWith();
    chownSync(home, 12_345, 12_345);

    expect(await ask({ HOME: home })).toEqual(silent);

    expect(existsSync(join(home, '.cache'))).toBe(false);
  });

  // The second can be written by nobody, root neither.
  it.each(['/dev/null/absent', '/proc'])('says nothing where the home is %s', async (home) => {
    expect(await ask({ HOME: home })).toEqual(silent);
  });
});

describe('cacheFolder', () => {
  it.each([
    { env: {}, platform: 'linux' as const },
    { env: { XDG_CACHE_HOME: '/var/cache/me' }, platform: 'linux' as const },
    { env: { XDG_CACHE_HOME: 'relative' }, platform: 'darwin' as const },
    { env: { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' }, platform: 'win32' as const },
    { env: { LOCALAPPDATA: '' }, platform: 'win32' as const },
  ])('is where the client has its cache, with $env on $platform', ({ env, platform }) => {
    expect(cacheFolder(env, '/home/me', platform)).toBe(defaultCacheFolder(env, '/home/me', platform));
  });
});
