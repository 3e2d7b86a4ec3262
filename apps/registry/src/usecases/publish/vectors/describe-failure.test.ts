import { expect, it } from 'vitest';

import type { FailedRun } from '../../../ports.ts';
import { describeFailedVector, describeTaskFault } from './describe-failure.ts';
import { en } from './texts/en.ts';

const CODES = ['differs', 'not-deterministic', ...Object.keys(en.faults)] as FailedRun['code'][];
const TASKS = Object.keys(en.tasks) as (keyof typeof en.tasks)[];
const LOCALES = ['ar', 'fr', 'en'] as const;
const vector = { name: 'v', input: { a: 1 }, output: 2, file: 'vectors/v.json', pointer: '/0' };

it.each(CODES)('tells each fault of a vector in each language: %s', (code) => {
  const failed = { index: 0, code, actual: 3, pointer: '/x', message: 'as the runner says' };
  const told = LOCALES.map((locale) => describeFailedVector(failed, vector, locale));

  expect(new Set(told.map(({ message }) => message)).size).toBe(3);
  expect(new Set(told.map(({ hint }) => hint)).size).toBe(3);
  expect(told.map(({ message, hint }) => `${message}${hint ?? ''}`).join('')).not.toMatch(/\{[a-z]+\}/);
  expect(told[2]).toMatchObject({ code: `vector-${code}`, vector: 'v', input: { a: 1 }, expected: 2, actual: 3 });
});

it.each(TASKS)('tells each fault of the whole in each language: %s', (task) => {
  const values = { seconds: 60, release: 'a/b@1.0.0', detail: 'why', hint: 'do', count: 50 };
  const told = LOCALES.map((locale) => describeTaskFault(task, values, locale));

  expect(new Set(told.map(({ message }) => message)).size).toBe(3);
  expect(told.map(({ message, hint }) => `${message}${hint ?? ''}`).join('')).not.toMatch(/\{[a-z]+\}/);
});

it('isolates what a publisher has written where the sentence runs from right to left', () => {
  const hostile = { ...vector, name: 'v\u202e' };
  const { message } = describeFailedVector({ index: 0, code: 'threw', message: 'no' }, hostile, 'ar');

  expect(message).toContain('\u2068v\u202e\u2069');
  expect(message).toContain('\u2068no\u2069');
});

it('shows of large values a beginning, and leaves them out for programs', () => {
  const large = { ...vector, input: 'x'.repeat(20_000) };
  const { message, ...item } = describeFailedVector({ index: 0, code: 'differs', actual: 3, message: '' }, large, 'en');

  expect(message.length).toBeLessThan(400);
  expect('input' in item).toBe(false);
  expect(item).toMatchObject({ expected: 2, actual: 3 });
});
