import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

import { expect, it } from 'vitest';

import { folderWithAlgorithms, vector } from '../testing/algorithms.ts';
import { call } from '../testing/call.ts';
import { spawnMain } from '../testing/spawn-main.ts';

const folder = () =>
  folderWithAlgorithms([
    {
      name: 'eau/double',
      code: 'export default ({ value }) => ({ result: value * 2 });\n',
      vectors: [vector('three', 3, 6)],
    },
  ]);

it('answers each line before the next one comes, to a program that waits for it', async () => {
  const child = spawnMain(['run', './double', '--lines', '-q'], { cwd: await folder() });
  const answers = createInterface({ input: child.stdout });
  const heard: unknown[] = [];
  for (const value of [1, 2, 3]) {
    child.stdin.write(`{"value": ${value}}\n`);
    const [line] = (await once(answers, 'line')) as [string];
    heard.push(JSON.parse(line));
  }
  child.stdin.end();

  expect(heard).toEqual([{ result: 2 }, { result: 4 }, { result: 6 }]);
  expect(await once(child, 'close')).toEqual([0, null]);
});

it('puts lines together however the bytes arrive, in the middle of a character too', async () => {
  const bytes = Buffer.from('{"value": 1, "ملاحظة": "x"}\n{"value": 2}\n');
  const pieces = Array.from(bytes, (byte) => Buffer.from([byte]));

  const { stdout } = await call(['run', './double', '--lines', '--json'], {
    cwd: await folder(),
    stdin: Readable.from(pieces),
  });

  const [first, second] = stdout.trimEnd().split('\n');
  expect(JSON.parse(first ?? '')).toMatchObject({ line: 1, error: { code: 'input-invalid', pointer: '/ملاحظة' } });
  expect(JSON.parse(second ?? '')).toMatchObject({ line: 2, output: { result: 4 } });
});

it('takes bytes that are no UTF-8 for a bad line, not for another text', async () => {
  const stdin = Readable.from([Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.from('{"value": 2}\n')]);

  const { exit, stdout } = await call(['run', './double', '--lines'], { cwd: await folder(), stdin });

  expect(exit).toBe(1);
  expect(stdout).toMatch(/^\{"error":\{"line":1,"code":"input-not-json".+\n\{"result":4\}\n$/);
});

it('reads no further ahead than it needs: what waits stays small, however many lines there are', async () => {
  let given = 0;
  let written = 0;
  let furthest = 0;
  const stdin = Readable.from(
    (function* () {
      for (let value = 0; value < 300; value++) {
        given++;
        furthest = Math.max(furthest, given - written);
        yield Buffer.from(`{"value": ${value}}\n`);
      }
    })(),
    { highWaterMark: 1 },
  );
  const cwd = await folder();
  const { exit } = await call(['run', './double', '--lines', '-q'], { cwd, stdin, onOut: () => written++ });

  expect({ exit, written }).toEqual({ exit: 0, written: 300 });
  expect(furthest).toBeLessThan(100);
});
