import { describe, expect, it } from 'vitest';

import { withPresentName } from './present-name.ts';
import type { Report } from './error-report.ts';

const refusal = (from: string, to: string): Report => ({
  code: 'algorithm-moved',
  exit: 7,
  message: 'moved',
  hint: 'of the registry',
  moved: { from, to },
});

const hintOf = (from: string, to: string, words: readonly string[]) =>
  withPresentName(refusal(from, to), { words, locale: 'en' }).hint;

describe('what to type under the present name', () => {
  it.each([
    ['yank impots/taxe@1.0.0', 'yank dgi/taxe@1.0.0'],
    ['channel remove impots/taxe beta', 'channel remove dgi/taxe beta'],
    ['deprecate cnss/part@1.0.0 --successor impots/taxe', 'deprecate cnss/part@1.0.0 --successor dgi/taxe'],
    ['deprecate cnss/part@1.0.0 --successor=impots/taxe', 'deprecate cnss/part@1.0.0 --successor=dgi/taxe'],
    ['promote impots/taxe impots/taxes --to beta', 'promote dgi/taxe impots/taxes --to beta'],
  ])('is for an algorithm in %j: %j', (words, expected) => {
    expect(hintOf('impots/taxe', 'dgi/taxe', words.split(' '))).toBe(`Use its present name: nforge ${expected}`);
  });

  it.each([
    ['key register --agency impots', 'key register --agency dgi'],
    ['token create --agency=impots --label impots-ci', 'token create --agency=dgi --label impots-ci'],
    ['yank impots/taxe@1.0.0', 'yank dgi/taxe@1.0.0'],
  ])('is for an agency in %j: %j', (words, expected) => {
    expect(hintOf('impots', 'dgi', words.split(' '))).toBe(`Use its present name: nforge ${expected}`);
  });

  it('can be pasted into a shell', () => {
    const words = ['yank', 'impots/taxe@1.0.0', '--reason', "It's $(wrong)"];
    expect(hintOf('impots/taxe', 'dgi/taxe', words)).toBe(
      `Use its present name: nforge yank dgi/taxe@1.0.0 --reason 'It'\\''s $(wrong)'`,
    );
  });

  it('is for a name that stands in a file what to write there', () => {
    expect(hintOf('impots/taxe', 'dgi/taxe', ['publish'])).toBe('Write dgi/taxe as the name in algorithm.yaml.');
    expect(hintOf('impots', 'dgi', ['publish', 'rules'])).toBe('Write dgi/… as the name in algorithm.yaml.');
  });

  it('leaves other refusals as they are', () => {
    const report: Report = { code: 'offline', exit: 9, message: 'offline' };
    expect(withPresentName(report, { words: ['yank', 'impots/taxe@1.0.0'], locale: 'en' })).toBe(report);
  });
});
