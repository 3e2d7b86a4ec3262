import { expect, test } from 'vitest';

import { createStatements } from './sql.ts';

test('a statement in use is prepared once, whatever else an attacker asks for', () => {
  const made: string[] = [];
  const prepare = createStatements((text) => {
    made.push(text);
    return { text };
  });
  const first = prepare('SELECT 1');

  for (let index = 0; index < 5000; index += 1) {
    expect(prepare(`SELECT ${index + 2}`).text).toBe(`SELECT ${index + 2}`);
    expect(prepare('SELECT 1')).toBe(first);
  }

  expect(made.filter((text) => text === 'SELECT 1')).toHaveLength(1);
  prepare('SELECT 2');
  expect(made.filter((text) => text === 'SELECT 2')).toHaveLength(2);
});
