import type { LogEntries, Problem } from '@national-forge/api';
import { parseLeaf } from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fillLog as fillFolder } from '../adapters/testing/fill.ts';
import { followEvents } from '../testing/event-source.ts';
import { fillLog } from '../testing/fill-log.ts';
import { runRegistry } from '../testing/run-registry.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

/** How long a busy machine may take; nothing waits longer than it must. */
const PATIENCE = { timeout: 20_000 };

let server: TestRegistry;
beforeAll(async () => {
  server = await startTestRegistry({ streams: { keepAliveMs: 40, stalledMs: 300 } });
  await fillLog(server.registry.deps, 250);
});
afterAll(() => server.stop());

const entries = async (query: string, { url } = server): Promise<LogEntries> =>
  (await (await fetch(`${url}/api/v1/log/entries${query}`)).json()) as LogEntries;
const sizeOf = async ({ registry } = server): Promise<number> => (await registry.deps.log.checkpoint()).size;
const kindOf = (leaf: string): string => parseLeaf(Buffer.from(leaf)).kind;

describe('the feed as pages', () => {
  it('leads through the whole log without gaps, from the leaf that names it on', async () => {
    const size = await sizeOf();
    const seen: number[] = [];
    let from = 0;

    while (from < size) {
      const page = await entries(`?from=${from}&limit=100`);
      expect([page.from, page.size, page.next]).toEqual([from, size, from + page.entries.length]);
      seen.push(...page.entries.map(({ index }) => index));
      from = page.next;
    }

    expect(seen).toEqual(Array.from({ length: size }, (_, index) => index));
    expect(kindOf((await entries('?limit=1')).entries[0]?.leaf ?? '')).toBe('log-key');
  });

  it('is empty at its end, and no place beyond it is', async () => {
    const size = await sizeOf();

    expect(await entries(`?from=${size}`)).toEqual({ from: size, size, next: size, entries: [] });
    const beyond = await fetch(`${server.url}/api/v1/log/entries?from=${size + 1}`);
    expect(((await beyond.json()) as Problem).code).toBe('log-range');
  });

  it('says that its form depends on what is accepted', async () => {
    const response = await fetch(`${server.url}/api/v1/log/entries`, { headers: { accept: 'application/json' } });

    expect(response.headers.get('vary')).toContain('Accept');
    expect(response.headers.get('content-type')).toContain('application/json');
  });
});

describe('waiting for the next leaf', () => {
  it('is answered at once by the write that ends it', async () => {
    const from = await sizeOf();

    const waiting = entries(`?from=${from}&wait=30`);
    await expect.poll(() => followers(), PATIENCE).toBe(1);
    await fillLog(server.registry.deps, 1, 'waited');

    expect((await waiting).entries.map(({ index }) => index)).toEqual([from]);
    await expect.poll(() => followers(), PATIENCE).toBe(0);
  });

  it('is ended by a write of another process too', async () => {
    const from = await sizeOf();

    const waiting = entries(`?from=${from}&wait=30`);
    await expect.poll(() => followers(), PATIENCE).toBe(1);
    const { code } = await runRegistry(['agency', 'create', 'elsewhere', '--data', server.dataDir]);

    expect(code).toBe(0);
    expect((await waiting).entries.map(({ leaf }) => kindOf(leaf))).toEqual(['agency']);
  });

  it('ends empty when its time is over', async () => {
    const from = await sizeOf();

    expect(await entries(`?from=${from}&wait=1`)).toMatchObject({ from, next: from, entries: [] });
  });

  it('is over when the client goes away', async () => {
    const gone = new AbortController();
    const asked = fetch(`${server.url}/api/v1/log/entries?from=${await sizeOf()}&wait=60`, { signal: gone.signal });
    await expect.poll(() => followers(), PATIENCE).toBe(1);

    gone.abort();

    await expect(asked).rejects.toThrow();
    await expect.poll(() => followers(), PATIENCE).toBe(0);
  });
});

const followers = async ({ url } = server): Promise<number> => {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nforge_log_followers (\d+)$/m.exec(metrics)?.[1]);
};

describe('the feed as events', () => {
  it('tells every leaf there is, then each that comes, with its index as id', async () => {
    const size = await sizeOf();
    const reader = await followEvents(`${server.url}/api/v1/log/entries?from=${size - 120}`);

    const before = await reader.until(120);
    await fillLog(server.registry.deps, 2, 'streamed');
    const after = await reader.until(122);
    reader.leave();

    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(before.map(({ id }) => id)).toEqual(Array.from({ length: 120 }, (_, at) => size - 120 + at));
    expect(after.slice(120).map(({ leaf }) => kindOf(leaf))).toEqual(['agency', 'agency']);
    await expect.poll(() => followers(), PATIENCE).toBe(0);
  });

  it('goes on after the event that the client saw last', async () => {
    const reader = await followEvents(`${server.url}/api/v1/log/entries?from=0`, { 'last-event-id': '41' });

    const [first] = await reader.until(1);
    reader.leave();

    expect(first?.id).toBe(42);
  });

  it('shows that it lives while there is nothing to tell', async () => {
    const reader = await followEvents(`${server.url}/api/v1/log/entries?from=${await sizeOf()}`);

    await expect.poll(() => reader.text(), PATIENCE).toContain(': still here\n\n');
    expect(reader.events()).toEqual([]);
    reader.leave();
  });

  it('answers HEAD with its headers and nothing that lasts', async () => {
    const headers = { accept: 'text/event-stream' };
    const response = await fetch(`${server.url}/api/v1/log/entries`, { method: 'HEAD', headers });

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await expect.poll(() => followers(), PATIENCE).toBe(0);
  });

  it('lets a reader go that takes nothing, without holding the log in memory', async () => {
    const reader = await followEvents(`${server.url}/api/v1/log/entries?from=0`);
    reader.response.pause();
    // Enough to fill what the two sockets hold.
    fillFolder(server.dataDir, (await sizeOf()) + 20_000);

    await expect.poll(() => followers(), { timeout: 20_000 }).toBe(0);
    reader.leave();
  }, 60_000);
});

describe('followers', () => {
  it('are bounded by address and refused with a time to come back', async () => {
    const small = await startTestRegistry({ followers: { perAddress: 2 } });
    const path = `${small.url}/api/v1/log/entries`;
    const readers = [await followEvents(path), await followEvents(path)];

    const third = await fetch(`${path}?from=1&wait=30`);
    const page = await fetch(path);
    readers[0]?.leave();
    await expect.poll(async () => (await fetch(`${path}?from=1&wait=1`)).status, { timeout: 20_000 }).toBe(200);

    expect([third.status, third.headers.get('retry-after'), page.status]).toEqual([429, '5', 200]);
    readers[1]?.leave();
    await small.stop();
  });

  it('do not hold up a server that stops: streams end, waits are answered', async () => {
    const stopping = await startTestRegistry();
    const reader = await followEvents(`${stopping.url}/api/v1/log/entries`);
    await reader.until(1);
    const waiting = entries('?from=1&wait=60', stopping);
    await expect.poll(() => followers(stopping), PATIENCE).toBe(2);

    await stopping.stop();

    await reader.ended;
    expect(reader.text()).toContain('id: 0');
    expect((await waiting).entries).toEqual([]);
  });
});
