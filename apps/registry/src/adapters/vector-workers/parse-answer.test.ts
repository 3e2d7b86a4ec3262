import { expect, it } from 'vitest';

import { formatAnswer, TEXT } from './messages.ts';
import { parseAnswer } from './parse-answer.ts';

const report = {
  runner: 'r/1',
  ended: 'failures',
  total: 2,
  failed: [{ index: 1, code: 'threw', message: 'x' }],
} as const;

const parsed = (value: unknown) => () => parseAnswer(Buffer.from(JSON.stringify(value)));

it('reads what a worker answers', () => {
  const answers = [{ report }, { failed: 'Error: no' }];

  expect(answers.map((one) => parseAnswer(Buffer.from(formatAnswer(one))))).toEqual(answers);
});

it.each([
  ['no JSON', () => parseAnswer(Buffer.from('{'))],
  ['another form', parsed({ report: { ...report, failed: undefined } })],
  ['a member of its own', parsed({ report: { ...report, extra: 1 } })],
  ['an end that only the server tells', parsed({ report: { ...report, ended: 'crashed' } })],
  ['an index below zero', parsed({ report: { ...report, failed: [{ index: -1, code: 'threw', message: '' }] } })],
  [
    'a text without end',
    parsed({ report: { ...report, failed: [{ index: 0, code: 'threw', message: 'x'.repeat(TEXT + 1) }] } }),
  ],
  ['more failures than are told', parsed({ report: { ...report, failed: Array(101).fill(report.failed[0]) } })],
])('refuses the answer of a worker that was taken over: %s', (_, read) => {
  expect(read).toThrow();
});
