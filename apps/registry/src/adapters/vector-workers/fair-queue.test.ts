import { expect, it } from 'vitest';

import { createFairQueue, type FairQueue } from './fair-queue.ts';

const ANYBODY = { may: () => true, isPreferred: () => false };

function filled(lines: Readonly<Record<string, number>>): FairQueue<string> {
  const queue = createFairQueue<string>(10);
  for (const [agency, count] of Object.entries(lines)) {
    for (let index = 0; index < count; index++) queue.push(agency, `${agency}${index}`);
  }
  return queue;
}

function takeAll(queue: FairQueue<string>, cost: Readonly<Record<string, number>> = {}): readonly string[] {
  const taken: string[] = [];
  for (let next = queue.take(ANYBODY); next; next = queue.take(ANYBODY)) {
    taken.push(next.item);
    queue.charge(next.agency, cost[next.agency] ?? 0);
  }
  return taken;
}

it('gives turns to agencies in their order, however much one of them has sent', () => {
  expect(takeAll(filled({ a: 4, b: 2, c: 1 }))).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'a2', 'a3']);
});

it('lets an agency pay for slow items with its own turns', () => {
  expect(takeAll(filled({ slow: 3, quick: 4 }), { slow: 100, quick: 30 })).toEqual([
    ...['slow0', 'quick0', 'quick1', 'quick2', 'quick3', 'slow1', 'slow2'],
  ]);
});

it('lets nobody save up turns by keeping away', () => {
  const queue = filled({ a: 5 });
  queue.take(ANYBODY);
  queue.charge('a', 1000);

  for (const item of ['late0', 'late1', 'late2']) queue.push('late', item);
  const first = queue.take(ANYBODY)?.item;
  queue.charge('a', 0);
  queue.charge('late', 1);

  expect([first, queue.take(ANYBODY)?.item]).toEqual(['a1', 'a2']);
});

it('forgets what was served when nothing waits any more', () => {
  const queue = filled({ a: 1 });
  queue.take(ANYBODY);
  queue.charge('a', 1000);

  queue.push('b', 'b0');
  queue.push('a', 'a1');
  queue.charge('b', 5);

  expect(queue.take(ANYBODY)?.item).toBe('a1');
});

it('passes over who may not be served now, and keeps what he has sent', () => {
  const queue = filled({ a: 2, b: 1 });

  const taken = queue.take({ ...ANYBODY, may: (agency) => agency !== 'a' });

  expect(taken).toEqual({ agency: 'b', item: 'b0' });
  expect(queue.take({ ...ANYBODY, may: () => false })).toBeUndefined();
  expect([queue.count(), queue.count('a'), queue.count('b')]).toEqual([2, 2, 0]);
});

it('prefers who is served more cheaply, until he is ahead by the quantum', () => {
  const queue = filled({ a: 3, b: 3 });
  const choice = { may: () => true, isPreferred: (agency: string) => agency === 'b' };
  const taken: string[] = [];
  for (let next = queue.take(choice); next; next = queue.take(choice)) {
    taken.push(next.item);
    queue.charge(next.agency, 6);
  }

  expect(taken).toEqual(['b0', 'b1', 'a0', 'b2', 'a1', 'a2']);
});

it('gives up everything that waits at once', () => {
  const queue = filled({ a: 2, b: 1 });

  expect([...queue.drain()].sort()).toEqual(['a0', 'a1', 'b0']);
  expect(queue.count()).toBe(0);
});
