import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { publishSample } from '../testing/publish-sample.ts';
import { runRegistry } from '../testing/run-registry.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';
import { exportFolder } from '../wiring/maintain-log.ts';
import { systemClock as clock } from '../wiring/world.ts';

let root: string;
let original: TestRegistry;
let running: TestRegistry[];
let publisher: { readonly url: string; readonly token: string };
/** A backup is taken, the log goes on, and the backup is restored with the key. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nforge-standing-'));
  running = [];
  original = await serve('original', 'forge.test');
  publisher = { url: original.url, token: await original.token('essais', ['publish']) };
  await publishSample(publisher, { name: 'essais/double', runs: false });
  await restore('backup', 'restored');
  await publishSample(publisher, { name: 'essais/double', version: '1.1.0', runs: false });
});
afterEach(async () => {
  for (const server of running) await server.stop();
  rmSync(root, { recursive: true });
});

const at = (name: string) => join(root, name);
const command = (...args: readonly string[]) => runRegistry([...args, '--json']);
const catchUp = (from: string, ...more: readonly string[]) =>
  command('log', 'catch-up', '--from', from, '--data', at('restored'), ...more);
const exportTo = (name: string, from: string) => exportFolder({ from, out: at(name), withBlobs: true, clock });

async function serve(name: string, origin?: string): Promise<TestRegistry> {
  const server = await startTestRegistry({ dataDir: at(name), ...(origin && { registry: { origin } }) });
  running.push(server);
  return server;
}

async function restore(backup: string, to: string): Promise<void> {
  await command('backup', at(backup), '--with-log-key', '--data', at('original'));
  await command('restore', at(backup), '--data', at(to));
}

async function writeTo(name: string): Promise<string | undefined> {
  const server = await serve(name);
  const response = await fetch(`${server.url}/api/v1/agencies`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await server.token(null, ['operator'])}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: 'une' }),
  });
  return ((await response.json()) as { readonly code?: string }).code;
}

describe('log catch-up takes nothing for news that knows no more than we', () => {
  test.each<[string, () => string | Promise<string>]>([
    ['the backup that was restored', () => at('backup')],
    ['the address of the restored registry itself', async () => (await serve('restored')).url],
    ['its own folder', () => at('restored')],
    [
      'its own folder under another name',
      () => {
        symlinkSync(at('restored'), at('link'));
        return at('link');
      },
    ],
    [
      'another restore of the same backup',
      async () => {
        await command('restore', at('backup'), '--data', at('second'));
        return at('second');
      },
    ],
    [
      'the address of another restore of the same backup',
      async () => {
        await command('restore', at('backup'), '--data', at('second'));
        return (await serve('second')).url;
      },
    ],
    [
      'an export of the restored folder',
      async () => {
        await exportTo('export', at('restored'));
        return at('export');
      },
    ],
    [
      'an export of the backup',
      async () => {
        await exportTo('export', at('backup'));
        return at('export');
      },
    ],
  ])('%s is refused, and writes stay off', { timeout: 30_000 }, async (_, place) => {
    const { code, stdout } = await catchUp(await place());

    expect([code, JSON.parse(stdout)]).toMatchObject([1, { ok: false, code: 'source-behind' }]);
    expect(await writeTo('restored')).toBe('log-behind');
  });

  test('a mirror of files that holds no more than we is refused too', async () => {
    const { note } = await (await serve('restored')).registry.deps.log.checkpoint();
    const server = createServer(({ url }, response) => {
      if (url === '/log/checkpoint') response.end(note);
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');

    const { code, stdout } = await catchUp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

    server.close();
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { code: 'source-behind' }]);
    expect((JSON.parse(stdout) as { message: string }).message).toMatch(/--nothing-newer/);
  });
});

describe('log catch-up from a copy that is behind itself and holds more than we', () => {
  test.each(['its folder', 'its address', 'an export of it'])('(%s) fetches, and leaves writes off', async (kind) => {
    await restore('later', 'second');
    if (kind === 'an export of it') await exportTo('export', at('second'));
    const place = kind === 'its folder' ? at('second') : kind === 'its address' ? '' : at('export');

    const { code, stdout } = await catchUp(place || (await serve('second')).url);

    expect([code, JSON.parse(stdout)]).toMatchObject([0, { writes: 'log-behind', standing: 'behind' }]);
    expect((JSON.parse(stdout) as { from: number; to: number }).to).toBeGreaterThan(
      (JSON.parse(stdout) as { from: number; to: number }).from,
    );
    expect(await writeTo('restored')).toBe('log-behind');
    expect((await catchUp(original.url)).code).toBe(0);
  });
});

describe('log catch-up turns writes on', () => {
  test('from a registry that takes writes and has as many leaves as we', async () => {
    await restore('later', 'same');
    const { code, stdout } = await command('log', 'catch-up', '--from', original.url, '--data', at('same'));

    expect([code, JSON.parse(stdout)]).toMatchObject([0, { from: 5, to: 5, writes: 'on', standing: 'live' }]);
    expect(await writeTo('same')).toBeUndefined();
  });

  test('from a copy of the disk', async () => {
    cpSync(at('original'), at('disk'), { recursive: true });

    expect(JSON.parse((await catchUp(at('disk'))).stdout)).toMatchObject({ ok: true, writes: 'on' });
  });

  test('from the backup itself, when the operator vouches that nothing is newer', async () => {
    const { code, stdout } = await catchUp(at('backup'), '--nothing-newer');

    expect([code, JSON.parse(stdout)]).toMatchObject([0, { writes: 'on', standing: 'snapshot' }]);
    expect(await writeTo('restored')).toBeUndefined();
  });
});
