import { expect, it } from 'vitest';

import { createTurns, type Turns, type TurnsOptions } from './turns.ts';

const OPTIONS: TurnsOptions = { width: 2, waitingOfPublisher: 2, waitingInAll: 3, isPreferred: () => false };

/** Begins tasks that end when they are told to, and lists which have begun. */
interface Bench {
  readonly begun: readonly string[];
  readonly start: (publisher: string, name: string) => Promise<string>;
  readonly end: (name: string) => Promise<void>;
}

function bench(turns: Turns): Bench {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    start: (publisher, name) =>
      turns.wait(publisher, () => {
        begun.push(name);
        return new Promise((resolve) => ends.set(name, () => resolve(name)));
      }),
    end: async (name) => {
      ends.get(name)?.();
      await new Promise(setImmediate);
    },
  };
}

it('keeps the last free place for a publisher that has none', async () => {
  const { begun, start, end } = bench(createTurns(OPTIONS));

  const all = [start('slow', 'slow0'), start('slow', 'slow1'), start('other', 'other0')];
  await new Promise(setImmediate);
  const before = [...begun];
  await end('other0');
  const between = [...begun];
  await end('slow0');
  await end('slow1');

  expect([before, between, begun]).toEqual([
    ['slow0', 'other0'],
    ['slow0', 'other0'],
    ['slow0', 'other0', 'slow1'],
  ]);
  expect(await Promise.all(all)).toEqual(['slow0', 'slow1', 'other0']);
});

it('lets one publisher have all places but one, and with a single place each in its turn', async () => {
  const wide = bench(createTurns({ ...OPTIONS, width: 3 }));
  const narrow = bench(createTurns({ ...OPTIONS, width: 1 }));
  for (const { start } of [wide, narrow]) {
    for (const name of ['a0', 'a1', 'a2']) void start('a', name);
  }
  await new Promise(setImmediate);

  expect([wide.begun, narrow.begun]).toEqual([['a0', 'a1'], ['a0']]);
});

it('is busy for a publisher of which too much waits, and for all when too much waits in all', async () => {
  const turns = createTurns(OPTIONS);
  const { start } = bench(turns);
  for (const name of ['a0', 'a1', 'a2']) void start('a', name);

  await expect(start('a', 'a3')).rejects.toMatchObject({ code: 'busy', params: { retryAfter: 10 } });
  void start('b', 'b0');
  void start('b', 'b1');
  await expect(start('c', 'c0')).rejects.toMatchObject({ code: 'busy' });
  expect(turns.state()).toEqual({ waiting: 3, running: 2 });
});

it('gives the place of a task that failed to the next', async () => {
  const turns = createTurns({ ...OPTIONS, width: 1 });

  const first = turns.wait('a', () => Promise.reject(new Error('no')));
  const second = turns.wait('a', () => Promise.resolve('yes'));

  await expect(first).rejects.toThrow('no');
  expect(await second).toBe('yes');
  expect(turns.state()).toEqual({ waiting: 0, running: 0 });
});

it('begins nothing after it was closed, and refuses what waits', async () => {
  const turns = createTurns({ ...OPTIONS, width: 1 });
  const { begun, start, end } = bench(turns);
  const first = start('a', 'a0');
  const second = start('a', 'a1');
  await new Promise(setImmediate);

  turns.close();
  const refused = expect(second).rejects.toMatchObject({ code: 'shutting-down' });
  await end('a0');

  expect(await first).toBe('a0');
  await refused;
  await expect(start('b', 'b0')).rejects.toMatchObject({ code: 'shutting-down' });
  expect(begun).toEqual(['a0']);
});
