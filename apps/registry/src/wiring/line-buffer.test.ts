import { expect, it } from 'vitest';

import { createLineBuffer } from './line-buffer.ts';

function bed(afterMs: number) {
  const taken: string[] = [];
  return { taken, buffer: createLineBuffer({ write: (text) => taken.push(text) }, afterMs) };
}

it('hands lines over in their order, and each once', () => {
  const { taken, buffer } = bed(60_000);
  const lines = Array.from({ length: 2000 }, (_, index) => `{"line":${index},"text":"${'ط'.repeat(40)}"}\n`);

  for (const line of lines) buffer.write(line);
  buffer.pass();
  buffer.pass();

  expect(taken.join('')).toBe(lines.join(''));
  expect(taken.length).toBeGreaterThan(2);
  expect(taken.length).toBeLessThan(20);
});

it('hands over a line that nobody follows', async () => {
  const taken = await new Promise((resolve) => {
    createLineBuffer({ write: resolve }, 1).write('alone\n');
    // The timer of the buffer keeps no process alive; this one keeps the test waiting.
    setTimeout(resolve, 20_000);
  });

  expect(taken).toBe('alone\n');
});
