import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { describe, expect, it, onTestFinished } from 'vitest';

import { spawnMain } from './testing/spawn-main.ts';

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('close', resolve));

async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawnMain(words, { env });
  child.stdin.end();
  const [exit, stdout, stderr] = await Promise.all([ended(child), text(child.stdout), text(child.stderr)]);
  return { exit, stdout, stderr };
}

/** A registry that takes connections and never answers. */
async function silentRegistry(): Promise<{ url: string; asked: Promise<void> }> {
  const server = createServer();
  const asked = new Promise<void>((resolve) => server.on('request', () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked };
}

describe('the process of nforge', () => {
  it('gives its exit code, and words in the language of the environment', async () => {
    const french = await run(['serach'], { LANG: 'fr_MA.UTF-8' });
    const arabic = await run(['serach'], { LANG: 'fr_MA.UTF-8', LC_ALL: 'ar_MA.UTF-8' });
    const chosen = await run(['serach', '--lang', 'en'], { NFORGE_LANG: 'ar' });

    expect([french.exit, arabic.exit, chosen.exit]).toEqual([2, 2, 2]);
    expect(french.stderr).toContain("Il n'y a pas de commande");
    expect(arabic.stderr).toContain('لا يوجد أمر باسم');
    expect(chosen.stderr).toContain('There is no command');
  });

  it('uses colour only where it is wanted', async () => {
    const escape = '\u001b[31m';
    const plain = await run(['serach']);
    const forced = await run(['serach'], { FORCE_COLOR: '1' });
    const refused = await run(['serach', '--no-color'], { FORCE_COLOR: '1' });
    const asked = await run(['serach', '--color'], { NO_COLOR: '1' });

    expect([plain, forced, refused, asked].map(({ stderr }) => stderr.includes(escape))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawnMain(['help']);
    child.stdout.destroy();

    const [exit, stderr] = await Promise.all([ended(child), text(child.stderr)]);

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops at %s in the middle of a request with 130', async (signal) => {
    const { url, asked } = await silentRegistry();
    const child = spawnMain(['search', 'x'], { env: { NFORGE_REGISTRY: url } });
    const stderr = text(child.stderr);
    await asked;

    child.kill(signal);

    expect(await ended(child)).toBe(130);
    expect(await stderr).toContain('Interrupted. Nothing was left half done.');
  });

  it('reads a token from a pipe and never asks without a terminal', async () => {
    const child = spawnMain(['login'], { env: { NFORGE_REGISTRY: 'http://127.0.0.1:9' } });
    child.stdin.end('not a token');

    const [exit, stderr] = await Promise.all([ended(child), text(child.stderr)]);

    expect(exit).toBe(2);
    expect(stderr).toContain('This is no token of a registry');
  });

  it('shows where an error happened only when asked', async () => {
    const quiet = await run(['serach']);
    const loud = await run(['serach'], { NFORGE_DEBUG: '1' });

    expect(quiet.stderr).not.toContain('    at ');
    expect(loud.stderr).toContain('    at ');
  });

  it('loads little for a call that needs little', async () => {
    const version = await run(['version'], { NODE_DEBUG: 'esm' });
    const slip = await run(['serach'], { NODE_DEBUG: 'esm' });

    expect(version.stderr).not.toMatch(/node_modules\/(?:zod|undici|ajv|yaml|@clack)/);
    expect(slip.stderr).toContain('Did you mean "search"?');
    expect(slip.stderr).not.toMatch(/node_modules\/(?:undici|ajv|@clack)/);
  });
});
