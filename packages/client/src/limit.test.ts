import { expect, test } from 'vitest';

import { eachLimited } from './limit.ts';

test('results come in the order of the items, and no more tasks run at once than allowed', async () => {
  let running = 0;
  let most = 0;

  const results = await eachLimited([30, 10, 20, 5], 2, async (ms, index) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, ms));
    running--;
    return `${index}:${ms}`;
  });

  expect(results).toEqual(['0:30', '1:10', '2:20', '3:5']);
  expect(most).toBe(2);
});

test('after a failure nothing new starts, and it is thrown when nothing runs any more', async () => {
  const started: number[] = [];
  let finished = 0;

  const work = eachLimited([0, 1, 2, 3, 4], 2, async (item) => {
    started.push(item);
    await new Promise((resolve) => setTimeout(resolve, item === 0 ? 1 : 20));
    if (item === 0) throw new Error('first');
    finished++;
  });

  await expect(work).rejects.toThrow('first');
  expect(started).toEqual([0, 1]);
  expect(finished).toBe(1);
});
