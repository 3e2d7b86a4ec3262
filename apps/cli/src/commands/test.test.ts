import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderWithAlgorithms, vector, type Sample } from '../testing/algorithms.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { published } from '../testing/published.ts';
import { startStandIn } from '../testing/stand-in.ts';

const DOUBLE: Sample = {
  name: 'eau/double',
  code: 'export default ({ value }) => ({ result: value * 2 });\n',
  vectors: [vector('three', 3, 6), vector('a tenth', 0.1, 0.2)],
};
const NEXT: Sample = {
  name: 'eau/next',
  code: "export default ({ value }, { use }) => ({ result: use('eau/double')({ value }).result + 1 });\n",
  dependencies: { 'eau/double': '^0.1.0' },
  vectors: [vector('three', 3, 7)],
};
const PYTHON: Sample = {
  name: 'eau/python',
  engine: 'python',
  code: 'def run(input, data, use):\n    print("seen")\n    return {"result": input["value"] * 2}\n',
  vectors: [vector('three', 3, 6)],
};

describe('nforge test', () => {
  it('passes what init writes', async () => {
    const cwd = await folderWithAlgorithms([DOUBLE]);

    const { exit, stdout, stderr } = await call(['test'], { cwd: join(cwd, 'double') });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toMatch(/^\.: all 2 vectors pass \(eau\/double@0\.1\.0; nforge-runner\/1 .+\)\.\n$/);
  });

  it('shows input, expected and actual of a vector that fails, with the place, and ends with 5', async () => {
    const cwd = await folderWithAlgorithms([{ ...DOUBLE, vectors: [vector('three', 3, 7), vector('four', 4, 8)] }]);

    const { exit, stdout, stderr } = await call(['test', 'double'], { cwd });

    expect(exit).toBe(5);
    expect(stdout).toBe(
      'double: three: The output is not the expected one at /result.\n' +
        '  input     {"value":3}\n  expected  {"result":7}\n  actual    {"result":6}\n',
    );
    expect(stderr).toContain('double: 1 of 2 vectors fail (eau/double@0.1.0');
  });

  it('lets no name of a vector repaint the terminal or write a line of its own', async () => {
    const name = 'a\u001b[2J\nb: all 9 vectors pass\u202e';
    const cwd = await folderWithAlgorithms([{ ...DOUBLE, vectors: [vector(name, 3, 7)] }]);

    const { exit, stdout } = await call(['test', 'double'], { cwd });

    expect(exit).toBe(5);
    expect(stdout.split('\n')[0]).toMatch(/^double: a\ufffd\[2J b: all 9 vectors pass\ufffd: The output is not/);
  });

  it('compares numbers exactly: a sum in floating point is not the rounded one', async () => {
    const code = 'export default ({ value }) => ({ result: value + 0.2 });\n';
    const cwd = await folderWithAlgorithms([{ ...DOUBLE, code, vectors: [vector('a tenth', 0.1, 0.3)] }]);

    const { exit, stdout } = await call(['test', 'double'], { cwd });

    expect(exit).toBe(5);
    expect(stdout).toContain('actual    {"result":0.30000000000000004}');
  });

  it('tells what a program throws, and what runs for ever, each as a vector that fails', async () => {
    const code = "export default ({ value }) => { if (value === 1) throw new Error('no rate'); for (;;); };\n";
    const cwd = await folderWithAlgorithms([{ ...DOUBLE, code, vectors: [vector('one', 1, 1), vector('two', 2, 2)] }]);

    const { exit, stdout } = await call(['test', 'double'], { cwd });

    expect(exit).toBe(5);
    expect(stdout).toContain('double: one: The algorithm failed: Error: no rate\n');
    expect(stdout).toContain('double: two: The algorithm takes longer than it may');
  });

  it('gives one JSON document in English, whatever the language', async () => {
    const cwd = await folderWithAlgorithms([{ ...DOUBLE, vectors: [vector('three', 3, 7)] }]);

    const { exit, stdout, stderr } = await call(['test', 'double', '--json'], { cwd, locale: 'ar' });

    expect({ exit, stderr }).toEqual({ exit: 5, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      targets: [
        {
          target: 'double',
          name: 'eau/double',
          version: '0.1.0',
          ok: false,
          total: 1,
          failed: [
            {
              name: 'three',
              code: 'differs',
              input: { value: 3 },
              expected: { result: 7 },
              actual: { result: 6 },
              pointer: '/result',
            },
          ],
        },
      ],
    });
  });

  it('takes dependencies from the folders that --with names, and asks no registry then', async () => {
    const cwd = await folderWithAlgorithms([DOUBLE, NEXT]);

    const { exit, stderr } = await call(['test', 'next', '--with', 'double'], { cwd });

    expect(exit).toBe(0);
    expect(stderr).toContain('next: all 1 vectors pass');
  });

  it('refuses a folder of --with whose version is not asked for, and a circle', async () => {
    const other = { ...NEXT, dependencies: { 'eau/double': '^1.0.0' } };
    const back = { ...DOUBLE, dependencies: { 'eau/next': '^0.1.0' } };

    const unfit = await call(['test', 'next', '--with', 'double'], {
      cwd: await folderWithAlgorithms([DOUBLE, other]),
    });
    const circle = await call(['test', 'next', '--with', 'double', '--with', 'next'], {
      cwd: await folderWithAlgorithms([back, NEXT]),
    });

    expect(unfit).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('double holds eau/double@0.1.0, but ^1.0.0') as string,
    });
    expect(circle.exit).toBe(2);
    expect(circle.stderr).toContain('in a circle: next → double → next.');
  });

  it('fetches, verifies and runs a published version', async () => {
    const { script, others } = await published();
    const { env } = await startStandIn(script, folderWith(), others);

    const { exit, stderr } = await call(['test', 'eau/besoin@0.1.0'], { env });

    expect(exit).toBe(0);
    expect(stderr).toContain('eau/besoin@0.1.0: all 1 vectors pass');
  });

  it('runs nothing of a release whose archive is not what was signed', async () => {
    const { script, others, archive } = await published();
    const path = 'GET /api/v1/algorithms/eau/besoin/versions/0.1.0/archive';
    const spoilt = Buffer.from(archive);
    spoilt[spoilt.length - 9] = (spoilt.at(-9) ?? 0) ^ 1;
    const headers = { 'content-type': 'application/zstd' };
    const { env } = await startStandIn({ ...script, [path]: { headers, body: spoilt } }, folderWith(), others);

    expect((await call(['test', 'eau/besoin@0.1.0'], { env })).exit).toBe(8);
  });

  it('wants a version of what is published, and a folder of what is not', async () => {
    const range = await call(['test', 'eau/besoin@^0.1.0']);
    const missing = await call(['test', 'eau/besoin'], { cwd: folderWith() });

    expect(range).toMatchObject({ exit: 2, stderr: expect.stringContaining('names no version') as string });
    expect(missing).toMatchObject({
      exit: 6,
      stderr: expect.stringContaining('nforge test eau/besoin@1.2.3') as string,
    });
  });

  it('tells what keeps a folder from being run as validate does, with 5', async () => {
    const cwd = await folderWithAlgorithms([DOUBLE]);
    writeFileSync(join(cwd, 'double/vectors/examples.json'), '[{"name": "x"}]');

    const { exit, stderr } = await call(['test', 'double'], { cwd });

    expect(exit).toBe(5);
    expect(stderr).toMatch(/double\/vectors\/examples\.json:1:\d+: /);
  });

  it('runs a folder that only lacks what publishing needs', async () => {
    const cwd = await folderWithAlgorithms([DOUBLE]);
    rmSync(join(cwd, 'double/README.md'));

    expect((await call(['test', 'double'], { cwd })).exit).toBe(0);
  });

  it('writes JUnit XML too, in which nothing of a vector can break out of its place', async () => {
    const name = 'a < b & "c" \u0001 ]]>';
    const cwd = await folderWithAlgorithms([
      { ...DOUBLE, vectors: [vector('four', 4, 8), { ...vector('', 3, 7), name }] },
    ]);

    const { exit } = await call(['test', 'double', '--junit', 'out.xml'], { cwd, locale: 'fr' });

    const xml = readFileSync(join(cwd, 'out.xml'), 'utf8');
    expect(exit).toBe(5);
    expect(xml).toContain('<testsuites name="nforge test" tests="2" failures="1" errors="0">');
    expect(xml).toContain('<testcase classname="eau.double" name="four"/>');
    expect(xml).toContain('name="a &lt; b &amp; &quot;c&quot; \ufffd ]]&gt;"');
    expect(xml).toContain('<failure type="differs" message="The output is not the expected one at /result.">');
    expect(xml).toContain('actual: {&quot;result&quot;:6}');
  });

  it('runs Python of an own folder without a sandbox when told to, and shows what it prints on stderr', async () => {
    const cwd = await folderWithAlgorithms([PYTHON]);

    const { exit, stdout, stderr } = await call(['test', 'python', '--trust-local'], { cwd });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toMatch(/seen\n[^]*python: all 1 vectors pass \(eau\/python@0\.1\.0; .+ python\/3/);
  });

  it('ends with 1 where Python cannot be run: nothing is known of its vectors then', async () => {
    const cwd = await folderWithAlgorithms([PYTHON]);

    const { exit, stdout, stderr } = await call(['test', 'python'], { cwd, env: { PATH: '/nonexistent' } });

    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('nforge test --trust-local');
  });
});
