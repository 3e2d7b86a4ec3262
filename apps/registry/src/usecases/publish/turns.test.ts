import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { createTurns } from './turns.ts';

function stage() {
  const turns = createTurns();
  const told: string[] = [];
  const open = new Map<string, () => void>();
  const start = (label: string, names: readonly string[]) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    open.set(label, () => resolve(undefined));
    return turns.run(names, async () => {
      told.push(`${label} begins`);
      await promise;
      told.push(`${label} ends`);
    });
  };
  return { turns, told, start, end: (label: string) => open.get(label)?.() };
}

test('tasks of one name come one after the other, those of others at once', async () => {
  const { told, start, end } = stage();
  const all = [start('1', ['a']), start('2', ['a']), start('3', ['b'])];
  await setImmediate();
  expect(told).toEqual(['3 begins', '1 begins'].toSorted());

  for (const label of ['1', '2', '3']) {
    end(label);
    await setImmediate();
  }
  await Promise.all(all);

  expect(told.slice(2)).toEqual(['1 ends', '2 begins', '2 ends', '3 ends']);
});

test('tasks with several names never wait for each other for ever', async () => {
  const { told, start, end } = stage();
  const all = [start('1', ['a', 'b']), start('2', ['b', 'a']), start('3', ['a', 'a'])];
  for (const label of ['3', '2', '1']) end(label);

  await Promise.all(all);

  expect(told).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
});

test('a task that fails gives way', async () => {
  const { turns } = stage();
  const failed = turns.run(['a'], () => Promise.reject(new Error('refused')));

  expect(await turns.run(['a'], () => Promise.resolve('next'))).toBe('next');
  await expect(failed).rejects.toThrow('refused');
});
