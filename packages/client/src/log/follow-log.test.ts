import { expect, onTestFinished, test } from 'vitest';

import { openDesk, type Desk } from '../keys/testing/desk.ts';
import { sendJson } from '../testing/wire.ts';
import { followLog, type FollowLogOptions } from './follow-log.ts';

/** Opens a desk whose log grows whenever its reader waits. */
async function growingDesk(size: number, onPause: (desk: Desk, turn: number) => void = ({ log }) => log.pad()) {
  const desk = await openDesk();
  while (desk.log.size < size) desk.log.pad();
  let turn = 0;
  const sleep = (_: number, signal: AbortSignal | undefined): Promise<void> => {
    signal?.throwIfAborted();
    onPause(desk, turn++);
    return Promise.resolve();
  };
  return { desk, deps: { sleep } };
}

async function take(desk: Desk, count: number, options: FollowLogOptions): Promise<readonly number[]> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const given: number[] = [];
  for await (const { entries } of followLog(desk.client, { ...options, signal: controller.signal })) {
    given.push(...entries.map(({ index }) => index));
    if (given.length >= count) break;
  }
  return given;
}

test('the log is followed without gaps, from what is there to what is appended later', async () => {
  const { desk, deps } = await growingDesk(5);

  expect(await take(desk, 12, { deps })).toEqual([...Array(12).keys()]);
  expect(await take(desk, 4, { from: desk.log.size, deps })).toHaveLength(4);
});

test('the registry is asked to wait', async () => {
  const { desk, deps } = await growingDesk(2);
  const waits: (string | null)[] = [];
  desk.registry.faults.unshift((request, _, { path }) => {
    if (path === '/api/v1/log/entries')
      waits.push(new URL(request.url ?? '', 'http://x.invalid').searchParams.get('wait'));
    return false;
  });

  await take(desk, 3, { deps, waitSeconds: 20 });

  expect(new Set(waits)).toEqual(new Set(['20']));
});

test('following goes on where it was when the registry is away for a while', async () => {
  const { desk, deps } = await growingDesk(3);
  let answers = 0;
  desk.registry.faults.unshift((_, response) => {
    answers += 1;
    // Away from the fourth request to the sixtieth, longer than any single request is repeated.
    if (answers < 4 || answers > 60) return false;
    response.destroy();
    return true;
  });
  const cuts: number[] = [];

  const given = await take(desk, 8, { deps, onInterrupt: ({ delayMs }) => cuts.push(delayMs) });

  expect(given).toEqual([...Array(given.length).keys()]);
  expect(given.length).toBeGreaterThanOrEqual(8);
  expect(cuts.length).toBeGreaterThan(2);
  expect(cuts.slice(0, 3)).toEqual([1000, 2000, 4000]);
  expect(Math.max(...cuts)).toBeLessThanOrEqual(60_000);
});

test('a log that is set back and grows again is refused, though its new leaves are proved', async () => {
  const { desk, deps } = await growingDesk(8, (one, turn) => {
    if (turn !== 0) return void one.log.pad();
    // The restore of an old copy, on which other things are written.
    one.registry.log = one.log.copy(one.log.entries.slice(0, 4));
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      one.registry.log.append({
        kind: 'yank',
        time: one.log.time,
        name: `pad/${name}`,
        version: '1.0.0',
        actor: 'x',
        detail: `sha256:${'0'.repeat(64)}`,
      });
    }
  });

  await expect(take(desk, 12, { deps })).rejects.toMatchObject({ code: 'untrusted', params: { step: 'consistency' } });
});

test('a log that is set back and stays short is refused', async () => {
  const { desk, deps } = await growingDesk(8, (one) => {
    one.registry.log = one.log.copy(one.log.entries.slice(0, 4));
  });

  await expect(take(desk, 12, { deps })).rejects.toMatchObject({ code: 'log-invalid', params: { reason: 'rollback' } });
});

test('a registry that shows leaves which its checkpoint never holds is left', async () => {
  const { desk, deps } = await growingDesk(4, () => undefined);
  desk.registry.faults.unshift((request, response, { path }) => {
    if (path !== '/api/v1/log/entries' || !request.url?.includes('from=4')) return false;
    sendJson(response, { from: 4, size: 5, next: 5, entries: [{ index: 4, leaf: 'nforge-leaf/1 yank\n' }] });
    return true;
  });

  await expect(take(desk, 5, { deps })).rejects.toMatchObject({ code: 'log-invalid', params: { reason: 'behind' } });
});

test('a registry that holds back leaves which its checkpoint holds is left', async () => {
  const { desk, deps } = await growingDesk(6, () => undefined);
  desk.registry.faults.unshift((_, response, { path }) => {
    if (path !== '/api/v1/log/entries') return false;
    sendJson(response, { from: 0, size: 6, next: 0, entries: [] });
    return true;
  });

  await expect(take(desk, 1, { deps })).rejects.toMatchObject({ code: 'log-invalid', params: { reason: 'behind' } });
});

test('following ends when the caller gives up', async () => {
  const controller = new AbortController();
  const { desk } = await growingDesk(2);
  const deps = {
    sleep: (_: number, signal: AbortSignal | undefined): Promise<void> => {
      controller.abort();
      signal?.throwIfAborted();
      return Promise.resolve();
    },
  };

  const reading = async () => {
    for await (const _ of followLog(desk.client, { from: desk.log.size, deps, signal: controller.signal }));
  };

  await expect(reading()).rejects.toMatchObject({ code: 'cancelled', exit: 3 });
});

test('the judge of checkpoints is asked before anything is given out', async () => {
  const { desk, deps } = await growingDesk(4);
  const refusal = new Error('no');

  const reading = take(desk, 1, { deps, accept: () => Promise.reject(refusal) });

  await expect(reading).rejects.toBe(refusal);
});
