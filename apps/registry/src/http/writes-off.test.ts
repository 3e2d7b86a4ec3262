import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { runRegistry } from '../testing/run-registry.ts';
import { startTestRegistry } from '../testing/start-test-registry.ts';

let made: string;
let root: string;
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'nforge-writes-off-'));
  const [original, backup] = [join(made, 'original'), join(made, 'backup')];
  await runRegistry(['serve', '--port', '0', '--origin', 'forge.test', '--data', original]);
  await runRegistry(['backup', backup, '--with-log-key', '--data', original]);
  await runRegistry(['restore', backup, '--data', join(made, 'restored')]);
});
afterAll(() => rmSync(made, { recursive: true }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nforge-writes-off-'));
  cpSync(made, root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => join(root, name);
const told = async (url: string) => (await (await fetch(url)).json()) as object;

describe('a registry whose writes are off', () => {
  test('is ready, and says so where it says that it is ready and what it is', async () => {
    const open = await startTestRegistry({ dataDir: at('original') });
    const behind = await startTestRegistry({ dataDir: at('restored') });

    expect(await told(`${open.url}/readyz`)).toEqual({ status: 'ok', writes: 'on' });
    expect(await told(`${open.url}/api/v1`)).toMatchObject({ log: { origin: 'forge.test', writes: 'on' } });
    expect(await told(`${behind.url}/readyz`)).toEqual({ status: 'ok', writes: 'log-behind' });
    expect(await told(`${behind.url}/api/v1`)).toMatchObject({ log: { writes: 'log-behind' } });
    await open.stop();
    await behind.stop();
  });

  test('logs a refused write as what it is: no failure, and no stack', async () => {
    const server = await startTestRegistry({ dataDir: at('restored') });
    const headers = {
      authorization: `Bearer ${await server.token(null, ['operator'])}`,
      'content-type': 'application/json',
    };

    const { status } = await fetch(`${server.url}/api/v1/agencies`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ name: 'une' }),
    });

    await server.stop();
    const lines = server.log.map((line) => JSON.parse(line) as { level: number; msg?: string });
    expect(status).toBe(503);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 40, code: 'log-behind', msg: 'a write was refused: writes are off' }),
    );
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
    expect(server.log.join('')).not.toContain('stack');
  });

  test.each(['serve', 'start'])(
    'says at %s what turns them on, and names no file that is not there',
    async (command) => {
      const args = [command, '--port', '0', '--log', 'warn', '--data', at('restored')];

      const { stdout, stderr, code } = await runRegistry(args);

      const line = /First token:.*/.exec(stdout)?.[0];
      expect(line).toContain('token create');
      expect(line).not.toContain(at('restored'));
      expect(stderr).toMatch(/^Writes are off \(log-behind\): .*log catch-up --from/m);
      expect(code).toBe(0);
    },
  );

  test('tells programs at its start', async () => {
    const { stdout } = await runRegistry(['serve', '--port', '0', '--json', '--data', at('restored')]);

    expect(JSON.parse(stdout)).toMatchObject({ firstToken: null, log: { writes: 'log-behind' } });
  });
});
