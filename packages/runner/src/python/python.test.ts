import { afterAll, describe, expect, it } from 'vitest';

import { openRunner } from '../open-runner.ts';
import type { Json, Program } from '../program.ts';
import { expression, modules, python } from '../testing/python-program.ts';

// Without a sandbox, as a person runs what lies in an own folder: what the language does is the same in both.
const runner = openRunner({ python: { trustsOwn: true } });
afterAll(() => runner.close());

const own = (program: Program): Program => ({ ...program, isOwn: true });
const run = (program: Program, input: Json = null) => runner.run(own(program), input);

describe('a Python program', () => {
  it('gets input, data and use by name, and gives plain JSON', async () => {
    const data = { 'data/rates.json': { rate: 3 } };
    const program = expression('{"total": input["n"] * data["data/rates.json"]["rate"], "ok": callable(use)}', {
      data,
    });

    expect(await run(program, { n: 14 })).toEqual({ ok: true, output: { total: 42, ok: true }, warnings: [] });
  });

  it.each([
    'def run(input): return input',
    'def run(value, *, use, data): return value',
    'def run(value, **others): return value if set(others) == {"data", "use"} else None',
  ])('may leave out what it does not need: %s', async (code) => {
    expect(await run(python(code), 7)).toMatchObject({ ok: true, output: 7 });
  });

  it('imports the standard library and the modules beside its entry, of which none hides one of the library', async () => {
    const sources = modules({
      'src/rates.py': 'from tables.y2026 import RATE\n',
      'src/tables/__init__.py': '',
      'src/tables/y2026.py': 'RATE = 5\n',
      'src/calendar.py': 'raise SystemExit("hidden")\n',
    });
    const code = 'import calendar\nfrom rates import RATE\ndef run(input): return [RATE, calendar.isleap(input)]\n';

    expect(await run(python(code, { sources }), 2028)).toMatchObject({ ok: true, output: [5, true] });
  });

  it('finds no package that is installed on the machine', async () => {
    const code = 'import sys\ndef run(input): return [path for path in sys.path if "packages" in path or path == ""]\n';

    expect(await run(python(code))).toMatchObject({ ok: true, output: [] });
  });

  it('reads and writes numbers as they are', async () => {
    const numbers = [0.1, 1e21, 9_007_199_254_740_991, -0.5, 1, 5e-324];

    expect(await run(expression('input'), numbers)).toMatchObject({ output: numbers });
    expect(await run(expression('[type(one).__name__ for one in input]'), [1, 1.5])).toMatchObject({
      output: ['int', 'float'],
    });
  });

  it.each([
    ['float("nan")', '', 'JSON has no nan'],
    ['{"a": [1, float("inf")]}', '/a/1', 'JSON has no inf'],
    ['{"a/b": 2 ** 53}', '/a~1b', 'beyond 2^53'],
    ['{1: 2}', '', 'the key 1 is no text'],
    ['{"a": {2}}', '/a', 'set is no JSON'],
    ['__import__("decimal").Decimal("1.1")', '', 'Decimal is no JSON'],
    ['"\\ud800"', '', 'surrogate'],
  ])('must give JSON that every language reads alike: %s', async (code, pointer, words) => {
    const outcome = await run(expression(code));

    expect(outcome).toMatchObject({
      ok: false,
      code: 'output-not-json',
      message: expect.stringContaining(words) as string,
    });
    expect('pointer' in outcome ? outcome.pointer : '').toBe(pointer);
  });

  it('cannot give what holds itself, or is too large', async () => {
    const endless = 'def run(input):\n  value = []\n  value.append(value)\n  return value\n';

    expect(await run(python(endless))).toMatchObject({
      code: 'output-not-json',
      message: expect.stringContaining('deeper') as string,
    });
    expect(await run(expression('"x" * 2000000'))).toMatchObject({ code: 'output-too-large' });
  });

  it('tells what went wrong and where, in one line without control characters', async () => {
    const code =
      'def run(input):\n  return step(input)\ndef step(value):\n  raise ValueError("bad\\x1b[31m\\nvalue")\n';

    expect(await run(python(code))).toEqual({
      ok: false,
      code: 'threw',
      message: 'ValueError: bad [31m value (src/main.py:4)',
    });
  });

  it.each([
    ['a syntax error', 'def run(input:\n', /^SyntaxError: .+ \(src\/main\.py:1\)$/],
    ['a module that is not there', 'import numpy\ndef run(input): pass\n', /^ModuleNotFoundError: .+numpy/],
    ['no such function', 'def other(input): pass\n', /has no plain function run/],
    ['an async function', 'async def run(input): pass\n', /has no plain function run/],
    ['a generator', 'def run(input): yield 1\n', /has no plain function run/],
  ])('that cannot be loaded says why: %s', async (_, code, message) => {
    expect(await run(python(code))).toMatchObject({
      code: 'load-failed',
      message: expect.stringMatching(message) as string,
    });
  });

  it('begins each run as it was loaded, whatever the run before it has changed', async () => {
    const program = own(
      python(
        'import json\ncount = 0\ndef run(input):\n  global count\n  count += 1\n  json.x = count\n  return count\n',
      ),
    );
    const outputs = [];
    for (let turn = 0; turn < 4; turn++) outputs.push(await runner.run(program, null));

    expect(outputs.map((outcome) => outcome.ok && outcome.output)).toEqual([1, 1, 1, 1]);
  });

  it('cannot mix what it prints with its answer; whoever trusts it may read it', async () => {
    const printed: string[] = [];
    const loud = openRunner({ python: { trustsOwn: true, onPrint: (text) => printed.push(text) } });
    try {
      const program = own(python('print("loaded")\ndef run(input):\n  print("{\\"output\\": 1}")\n  return 2\n'));

      expect(await loud.run(program, null)).toMatchObject({ ok: true, output: 2 });
      await expect.poll(() => printed.join('')).toBe('loaded\n{"output": 1}\n');
    } finally {
      await loud.close();
    }
  });
});

describe('the limits of a Python program', () => {
  const limits = { cpuMs: 300, wallMs: 3_000 };

  it.each([
    ['runs for ever', 'def run(input):\n  while True: pass\n', 'timeout'],
    ['runs for ever while it is loaded', 'while True: pass\n', 'timeout'],
    [
      'stops its alarm first',
      'import signal\ndef run(input):\n  signal.setitimer(signal.ITIMER_PROF, 0)\n  while True: pass\n',
      'timeout',
    ],
    ['sleeps', 'import time\ndef run(input): time.sleep(60)\n', 'timeout'],
    ['calls itself', 'def run(input): return run(input)\n', 'stack'],
    [
      'breaks its own stack',
      'import sys\ndef run(input):\n  sys.setrecursionlimit(10 ** 7)\n  return f(0)\nclass A:\n  def __repr__(self): return repr(self)\ndef f(n): return repr(A())\n',
      'stack',
    ],
    ['fills the memory', 'def run(input): return len([0] * 10 ** 9)\n', 'memory'],
    ['leaves', 'import os\ndef run(input): os._exit(0)\n', 'threw'],
    [
      'writes into the line of the host',
      'import os\ndef run(input):\n  os.write(4, b"1\\n")\n  return 1\n',
      'output-too-large',
    ],
    ['floods the host', 'import os\ndef run(input):\n  while True: os.write(4, b"x" * 65536)\n', 'output-too-large'],
    [
      'floods it with documents',
      'import os\ndef run(input):\n  while True: os.write(4, b"{}\\n" * 9000)\n',
      'output-too-large',
    ],
  ])('end one that %s, and the next runs', async (_, code, expected) => {
    expect(await runner.run(own(python(code)), null, limits)).toMatchObject({ ok: false, code: expected });
    expect(await run(expression('1'))).toMatchObject({ ok: true });
  });
});

describe('a Python program without a sandbox', () => {
  it('does not run when it was downloaded, and the refusal names the remedy', async () => {
    const away = openRunner({ python: { trustsOwn: true, path: '/nonexistent', executable: '/usr/bin/python3' } });
    try {
      const outcome = await away.run(expression('1'), null);

      expect(outcome).toMatchObject({ ok: false, code: 'engine-missing' });
      expect(!outcome.ok && outcome.message).toMatch(
        /apt install bubblewrap.+nforge test --trust-local.+not installed/,
      );
    } finally {
      await away.close();
    }
  });

  it('does not run where nobody said that own folders are trusted', async () => {
    const wary = openRunner({ python: { path: '/nonexistent', executable: '/usr/bin/python3' } });
    try {
      expect(await wary.run(own(expression('1')), null)).toMatchObject({ code: 'engine-missing' });
    } finally {
      await wary.close();
    }
  });

  it('needs a Python all the same', async () => {
    const bare = openRunner({ python: { trustsOwn: true, executable: '/nonexistent/python3' } });
    try {
      expect(await bare.run(own(expression('1')), null)).toMatchObject({ code: 'engine-missing' });
    } finally {
      await bare.close();
    }
  });
});

describe('a replay of a Python program', () => {
  const vector = { name: 'v', input: 3, output: ['a', 'b', 'c', 'd'] };

  it('orders sets alike in every process', async () => {
    const program = own(python('def run(input): return list({"a", "b", "c", "d"})\n'));
    const { failed } = await runner.replay(program, [vector]);

    expect(failed.map(({ code }) => code)).not.toContain('not-deterministic');
  });

  it.each([
    ['random numbers', 'import random\ndef run(input): return random.random()\n'],
    ['random numbers drawn while it is loaded', 'import random\nX = random.random()\ndef run(input): return X\n'],
    ['addresses of its memory', 'X = object()\ndef run(input): return repr(X)\n'],
    ['the clock', 'import time\ndef run(input): return time.perf_counter_ns() % 10 ** 9\n'],
  ])('finds %s', async (_, code) => {
    const { failed } = await runner.replay(own(python(code)), [vector]);

    expect(failed).toMatchObject([{ name: 'v', code: 'not-deterministic' }]);
  });
});
