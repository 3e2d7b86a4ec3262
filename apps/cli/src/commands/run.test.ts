import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderWithAlgorithms, vector, type Sample } from '../testing/algorithms.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { installedProject } from '../testing/installed-project.ts';
import { published } from '../testing/published.ts';
import { startStandIn } from '../testing/stand-in.ts';

const DOUBLE: Sample = {
  name: 'eau/double',
  code: 'export default ({ value }) => ({ result: value * 2 });\n',
  vectors: [vector('three', 3, 6)],
};
const folder = () => folderWithAlgorithms([DOUBLE]);
const registry = async () => {
  const { script, others } = await published();
  return startStandIn(script, folderWith(), others);
};

describe('nforge run', () => {
  it('verifies a published algorithm and gives its output on stdout', async () => {
    const { env } = await registry();

    const { exit, stdout, stderr } = await call(['run', 'eau/besoin', '--input', '{"value": 12}'], { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '{\n  "result": 12\n}\n' });
    expect(stderr).toContain('First use of eau.');
  });

  it('asks for the date that was given, else for today in Morocco', async () => {
    const { env, requests } = await registry();
    const at = () =>
      requests.filter(({ path }) => path.endsWith('/resolve')).map(({ body }) => JSON.parse(body) as unknown);

    await call(['run', 'eau/besoin@^0.1.0', '--input', '{"value": 1}', '--at', '2024-06-30'], { env });
    await call(['run', 'eau/besoin', '--input', '{"value": 1}'], { env });

    expect(at()).toMatchObject([
      { requirements: { 'eau/besoin': '^0.1.0' }, at: '2024-06-30' },
      { requirements: { 'eau/besoin': 'latest' }, at: '2026-11-23' },
    ]);
  });

  it('warns on stderr of a version that was withdrawn, and runs it', async () => {
    const { script, others } = await published({ yanked: true });
    const { env } = await startStandIn(script, folderWith(), others);

    const { exit, stderr } = await call(['run', 'eau/besoin@0.1.0', '--input', '{"value": 1}'], { env });

    expect(exit).toBe(0);
    expect(stderr).toMatch(/eau\/besoin@0\.1\.0.*withdrawn/);
  });

  it('takes the input from a file and from stdin', async () => {
    const cwd = await folder();
    writeFileSync(join(cwd, 'input.json'), '{"value": 5}');

    const file = await call(['run', './double', '--input', 'input.json'], { cwd });
    const stdin = await call(['run', './double', '-i', '-'], { cwd, stdin: '{"value": 6}' });

    expect(JSON.parse(file.stdout)).toEqual({ result: 10 });
    expect(JSON.parse(stdin.stdout)).toEqual({ result: 12 });
  });

  it('says with --json what was run', async () => {
    const { stdout } = await call(['run', './double', '--input', '{"value": 5}', '--json'], { cwd: await folder() });

    expect(JSON.parse(stdout)).toEqual({ name: 'eau/double', version: '0.1.0', output: { result: 10 }, warnings: [] });
  });

  it('ends with 2 for an input that the contract refuses, and names the place', async () => {
    const cwd = await folder();

    const { exit, stdout, stderr } = await call(['run', './double', '--input', '{"value": "five"}'], { cwd });
    const json = await call(['run', './double', '--input', '{"value": "five"}', '--json'], { cwd, locale: 'fr' });

    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toBe('Error: The input does not fit the contract at /value: must be number.\n');
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'input-invalid', exit: 2, pointer: '/value' } });
  });

  it('ends with 1 when the algorithm is at fault', async () => {
    const cwd = await folderWithAlgorithms([{ ...DOUBLE, code: 'export default () => ({ sum: 1 });\n' }]);

    const { exit, stderr } = await call(['run', './double', '--input', '{"value": 5}'], { cwd });

    expect(exit).toBe(1);
    expect(stderr).toContain('The output does not fit the contract');
  });

  it.each([
    [['--input', '{"value": }'], 2, 'this is no JSON'],
    [['--input', 'nowhere.json'], 6, 'There is no file nowhere.json'],
    [[], 2, 'There is no input.'],
    [['--serve', '8080', '--lines'], 2, '--serve takes neither'],
    [['--serve', 'eighty'], 2, '--serve takes a port'],
    [['--serve', '0.0.0.0:8080'], 2, '0.0.0.0 can be reached by others'],
    [['--serve', '192.168.1.10:8080'], 2, 'can be reached by others'],
    [['--serve', '[::]:8080'], 2, 'can be reached by others'],
  ])('tells what is off about %j', async (words, expected, message) => {
    const { exit, stderr } = await call(['run', './double', ...words], { cwd: await folder() });

    expect(exit).toBe(expected);
    expect(stderr).toContain(message);
  });

  it('takes a name for an algorithm, never for a folder, and --with for folders only', async () => {
    const cwd = await folder();

    expect((await call(['run', 'double', '--input', '{}'], { cwd })).exit).toBe(2);
    const { exit, stderr } = await call(['run', 'eau/double', '--with', 'double', '--input', '{}'], { cwd });
    expect({ exit, stderr }).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('--with is for a folder') as string,
    });
  });

  it('runs offline what the project of the working folder has locked, and nothing else', async () => {
    const { cwd, env } = await installedProject();
    const offline = ['--offline', '--input', '{"value": 3}'];

    const installed = await call(['run', 'eau/besoin', ...offline], { cwd, env: { HOME: env['HOME'] } });
    const other = await call(['run', 'eau/autre', ...offline], { cwd, env: { HOME: env['HOME'] } });
    const nowhere = await call(['run', 'eau/besoin', ...offline], { cwd: folderWith() });

    expect(JSON.parse(installed.stdout)).toEqual({ result: 3 });
    expect(other.exit).toBe(6);
    expect(nowhere).toMatchObject({ exit: 6, stderr: expect.stringContaining('forge-lock.json') as string });
  });
});

describe('nforge run --lines', () => {
  const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

  it('writes one line for each line, in their order', async () => {
    const cwd = await folder();
    const values = Array.from({ length: 300 }, (_, value) => ({ value }));

    const { exit, stdout, stderr } = await call(['run', './double', '--lines'], { cwd, stdin: lines(...values) });

    expect(exit).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { result: number }).result),
    ).toEqual(values.map(({ value }) => value * 2));
    expect(stderr).toBe('300 lines, 0 of them without an output.\n');
  });

  it('tells a bad line with its number among the others, passes over blank ones, and ends with 1', async () => {
    const cwd = await folder();
    writeFileSync(join(cwd, 'in.ndjson'), `\ufeff{"value": 1}\r\n\n{"value": }\n{"value": "x"}\n{"value": 2}`);

    const { exit, stdout } = await call(['run', './double', '--lines', '--input', 'in.ndjson'], { cwd });

    expect(exit).toBe(1);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { result: 2 },
      { error: { line: 3, code: 'input-not-json' } },
      { error: { line: 4, code: 'input-invalid', pointer: '/value' } },
      { result: 4 },
    ]);
  });

  it('says with --json which line each output is of', async () => {
    const { stdout } = await call(['run', './double', '--lines', '--json'], {
      cwd: await folder(),
      stdin: '\n{"value": 4}\n{}\n',
    });

    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { line: 2, output: { result: 8 }, warnings: [] },
      { line: 3, error: { code: 'input-invalid' } },
    ]);
  });

  it('tells of a file that cannot be read', async () => {
    const cwd = await folder();

    expect((await call(['run', './double', '--lines', '--input', 'nowhere'], { cwd })).exit).toBe(6);
    expect((await call(['run', './double', '--lines', '--input', '.'], { cwd })).exit).toBe(1);
  });
});
