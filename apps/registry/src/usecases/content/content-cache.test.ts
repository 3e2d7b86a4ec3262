import { expect, test } from 'vitest';

import { createContentCache } from './content-cache.ts';

const counting = () => {
  const made: string[] = [];
  const make = (name: string) => () => {
    made.push(name);
    return Promise.resolve(name);
  };
  return { made, make };
};

test('what was read is not read again, not even while it is being read', async () => {
  const { made, make } = counting();
  const cache = createContentCache(100);

  expect(await Promise.all([cache.use('a', 10, make('a')), cache.use('a', 10, make('a'))])).toEqual(['a', 'a']);
  expect(made).toEqual(['a']);
});

test('what was used least lately leaves when there is no room', async () => {
  const { made, make } = counting();
  const cache = createContentCache(100);
  for (const name of ['a', 'b', 'c', 'd', 'a', 'e']) await cache.use(name, 25, make(name));

  await cache.use('a', 25, make('a'));
  await cache.use('b', 25, make('b'));

  expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'b']);
});

test('what would push out too much is not kept', async () => {
  const { made, make } = counting();
  const cache = createContentCache(100);
  await cache.use('small', 10, make('small'));

  await cache.use('large', 26, make('large'));
  await cache.use('large', 26, make('large'));
  await cache.use('small', 10, make('small'));

  expect(made).toEqual(['small', 'large', 'large']);
});

test('what could not be read is tried again', async () => {
  const { made, make } = counting();
  const cache = createContentCache(100);

  await expect(cache.use('a', 10, () => Promise.reject(new Error('the disk')))).rejects.toThrow('the disk');

  expect(await cache.use('a', 10, make('a'))).toBe('a');
  expect(made).toEqual(['a']);
});

test('what is weighed only when it is made counts from then on', async () => {
  const { made, make } = counting();
  const cache = createContentCache(100);
  const weigh = (bytes: number) => () => bytes;

  for (const name of ['a', 'b', 'c', 'd', 'e']) await cache.use(name, weigh(25), make(name));
  await cache.use('large', weigh(26), make('large'));
  await cache.use('large', weigh(26), make('large'));
  await cache.use('e', weigh(25), make('e'));
  await cache.use('a', weigh(25), make('a'));

  expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'large', 'large', 'a']);
});
