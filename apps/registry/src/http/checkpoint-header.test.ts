import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Problem } from '@national-forge/api';
import {
  createLogKey,
  EMPTY_ROOT,
  openLogKey,
  signCheckpoint,
  type Checkpoint,
  type NoteSigner,
} from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fillLog } from '../testing/fill-log.ts';
import { openLogClient } from '../testing/log-client.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';
import { forkLogOf } from '../wiring/maintain-log.ts';

let server: TestRegistry;
let operator: string;
let signer: NoteSigner;
let newest: Checkpoint;

beforeEach(async () => {
  server = await startTestRegistry();
  operator = await server.token(null, ['operator']);
  await fillLog(server.registry.deps, 20);
  newest = await (await openLogClient(server.url)).checkpoint();
  signer = openLogKey(newest.origin, await readFile(join(server.dataDir, 'log.key'), 'utf8'));
});
afterEach(() => server.stop());

const sign = (change: Partial<Checkpoint>, by: NoteSigner = signer): string =>
  signCheckpoint({ ...newest, ...change }, by);

async function write(note: string | undefined, name = 'une', to = server) {
  const seen = note === undefined ? {} : { 'nforge-checkpoint': Buffer.from(note).toString('base64') };
  return send(seen, name, to);
}

async function send(headers: Readonly<Record<string, string>>, name = 'une', to = server) {
  const response = await fetch(`${to.url}/api/v1/agencies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name }),
  });
  const { code, detail } = (await response.json()) as Problem;
  return { status: response.status, code, detail };
}

const root = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

describe('a checkpoint that the log holds', () => {
  it('lets the write through: the newest, every earlier one, and the empty tree', async () => {
    const { tree } = server.registry.deps;
    const ninth = (await tree.rootAt(9)) ?? root(0);

    expect(await write(sign({}), 'une')).toMatchObject({ status: 201 });
    expect(await write(sign({ size: 9, root: ninth }), 'deux')).toMatchObject({ status: 201 });
    expect(await write(sign({ size: 0, root: EMPTY_ROOT }), 'trois')).toMatchObject({ status: 201 });
  });

  it('is taken too when another process wrote what it holds a moment ago', async () => {
    const other = await startTestRegistry({ dataDir: server.dataDir });
    for (let at = 0; at < 20; at++) {
      await fillLog(other.registry.deps, 1, `other${at}x`);
      const note = await (await fetch(`${other.url}/log/checkpoint`)).text();
      expect(await write(note, `mine${at}x`)).toMatchObject({ status: 201 });
    }
    await other.stop();
  });
});

describe('a checkpoint of our own key beyond our log', () => {
  it('turns writes off, in every process and after a start too, and reading goes on', async () => {
    const other = await startTestRegistry({ dataDir: server.dataDir });

    const refused = await write(sign({ size: newest.size + 1, root: root(7) }));
    const later = await write(undefined, 'deux');
    const elsewhere = await write(undefined, 'trois', other);
    await other.stop();
    const again = await startTestRegistry({ dataDir: server.dataDir });
    const restarted = await write(undefined, 'quatre', again);
    const read = await fetch(`${again.url}/log/checkpoint`);
    await again.stop();

    expect([refused, later, elsewhere, restarted].map(({ status, code }) => [status, code])).toEqual(
      new Array(4).fill([503, 'log-behind']),
    );
    expect(read.status).toBe(200);
    expect(await server.registry.deps.log.status()).toBe('log-behind');
  });

  it('leaves what stands in no log alone: tokens are still made and revoked', async () => {
    await write(sign({ size: 999, root: root(7) }));

    expect(await server.token('a0', ['publish'])).toMatch(/^nforge_/);
  });
});

describe('a checkpoint of our own key with another root', () => {
  it.each([
    ['of the same size', () => newest.size],
    ['of an earlier size', () => 5],
    ['of the first leaf', () => 1],
  ])('%s turns writes off as diverged', async (_, size) => {
    expect(await write(sign({ size: size(), root: root(9) }))).toMatchObject({ status: 503, code: 'log-diverged' });
    expect(await write(undefined, 'deux')).toMatchObject({ status: 503, code: 'log-diverged' });
  });

  it('cannot be talked down afterwards', async () => {
    await write(sign({ root: root(9) }));
    await write(sign({ size: 999 }), 'deux');

    expect(await server.registry.deps.log.status()).toBe('log-diverged');
  });
});

describe('what is no checkpoint of this log', () => {
  it.each([
    ['no base64', () => 'not base64!'],
    ['base64 with spaces', () => `${Buffer.from(sign({})).toString('base64').slice(0, 20)} `],
    ['no note', () => Buffer.from('hello\n').toString('base64')],
    ['empty', () => Buffer.from('\n').toString('base64')],
    [
      'altered after it was signed',
      () => Buffer.from(sign({}).replace(`\n${newest.size}\n`, `\n${newest.size + 1}\n`)).toString('base64'),
    ],
    ['too long', () => 'QUFB'.repeat(2500)],
  ])('is refused and changes nothing: %s', async (_, header) => {
    const refused = await send({ 'nforge-checkpoint': header() });

    expect(refused).toMatchObject({ status: 400, code: 'request-invalid' });
    expect(refused.detail).toContain('/header/nforge-checkpoint');
    expect(await write(undefined, 'deux')).toMatchObject({ status: 201 });
  });

  it("is nobody's business without a token, and not looked at on reads", async () => {
    const header = { 'nforge-checkpoint': Buffer.from(sign({ size: 999, root: root(7) })).toString('base64') };

    const anonymous = await fetch(`${server.url}/api/v1/agencies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...header },
      body: JSON.stringify({ name: 'une' }),
    });
    const read = await fetch(`${server.url}/api/v1/agencies`, { headers: header });

    expect([anonymous.status, read.status]).toEqual([401, 200]);
    expect(await write(undefined)).toMatchObject({ status: 201 });
  });
});

describe('a checkpoint of another log', () => {
  const stranger = (origin = newest.origin) => openLogKey(origin, createLogKey(origin).pem);

  it.each([
    ['by another key', () => sign({ size: 999 }, stranger())],
    ['of another name', () => sign({ size: 999, origin: 'other.example' }, stranger('other.example'))],
  ])('%s is told before anything is written, and says nothing against ours', async (_, note) => {
    expect(await write(note())).toMatchObject({ status: 409, code: 'log-mismatch' });
    expect(await write(undefined)).toMatchObject({ status: 201 });
  });

  it('is one of the log before its fork too, also where it was taken before', async () => {
    const note = sign({});
    expect(await write(note)).toMatchObject({ status: 201 });

    await forkLogOf({ dataDir: server.dataDir, clock: server.registry.deps.clock, origin: 'forge.second' });

    expect(await write(note, 'deux')).toMatchObject({ status: 409, code: 'log-mismatch' });
    expect(await write(undefined, 'deux')).toMatchObject({ status: 201 });
  });

  it('is answered with ours on reads: the reader judges', async () => {
    const seen = { 'nforge-checkpoint': Buffer.from(sign({}, stranger())).toString('base64') };

    const response = await fetch(`${server.url}/log/checkpoint`, { headers: seen });

    expect([response.status, await response.text()]).toMatchObject([200, expect.stringContaining(newest.origin)]);
  });
});

describe('a folder without the key of its log', () => {
  it('is served for reading; what would be a leaf is refused, and put back it writes again', async () => {
    const { dataDir } = server;
    const key = await readFile(join(dataDir, 'log.key'));
    await rm(join(dataDir, 'log.key'));
    const keyless = await startTestRegistry({ dataDir });

    const refused = await write(undefined, 'une', keyless);
    const read = await fetch(`${keyless.url}/api/v1/log/entries`);
    const token = await keyless.token('a0', ['publish']);
    await keyless.stop();
    await writeFile(join(dataDir, 'log.key'), key, { mode: 0o600 });
    const again = await startTestRegistry({ dataDir });
    const taken = await write(undefined, 'une', again);
    await again.stop();

    expect([refused.status, refused.code, read.status, taken.status]).toEqual([503, 'log-key-missing', 200, 201]);
    expect(token).toMatch(/^nforge_/);
  });
});

describe('a reader who has seen more than the log holds', () => {
  it('gets the checkpoint there is, and turns writes off', async () => {
    const seen = { 'nforge-checkpoint': Buffer.from(sign({ size: 900, root: root(7) })).toString('base64') };

    const response = await fetch(`${server.url}/log/checkpoint`, { headers: seen });

    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`\n${newest.size}\n`);
    expect(await write(undefined)).toMatchObject({ status: 503, code: 'log-behind' });
  });

  it('is told of a header that is no checkpoint', async () => {
    const response = await fetch(`${server.url}/log/checkpoint`, { headers: { 'nforge-checkpoint': '!' } });
    expect(response.status).toBe(400);
  });
});
