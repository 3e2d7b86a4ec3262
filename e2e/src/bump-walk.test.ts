import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ReleaseRecord, ReleaseStatus } from '@national-forge/api';
import { beforeAll, describe, expect, it } from 'vitest';

import { plainEnvironment } from './harness/environment.ts';
import { createPerson, type Person } from './harness/nforge.ts';
import { admitAgency, assertOk } from './harness/operator.ts';
import { CLI_PROGRAM } from './harness/paths.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { runProgram } from './harness/run-program.ts';
import { fetchJson } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

const NAME = 'famille/allowance';
const workshop = openWorkshop();
const place = workshop.folder('desk');
const folder = join(place, 'allowance');
let registry: RegistryProcess;
let maintainer: Person;

/** Writes the contract: how many dependants are taken, and which file numbers. */
const writeInput = (maximum: number, pattern: string): void =>
  writeFileSync(
    join(folder, 'contract/input.schema.json'),
    JSON.stringify({
      type: 'object',
      properties: { dependants: { type: 'integer', minimum: 0, maximum }, file: { type: 'string', pattern } },
      required: ['dependants'],
    }),
  );
const write = (path: string, content: unknown): void => writeFileSync(join(folder, path), JSON.stringify(content));
const versionHere = (): string | undefined =>
  /^version: (.+)$/m.exec(readFileSync(join(folder, 'algorithm.yaml'), 'utf8'))?.[1];
const nforge = (...words: readonly string[]) => maintainer.nforge(folder, ...words);

// No automaton stands for these back references, though the second pattern takes all that the first does.
const [TWICE, MORE] = ['^(a*)b\\1$', '^(a*)b\\1c?$'];

beforeAll(async () => {
  const dataDir = workshop.folder('data');
  registry = await startRegistry(workshop, { dataDir });
  const token = await (await admitAgency(registry, 'famille')).token('owner', 'publish');
  maintainer = createPerson(workshop, { registry: registry.url, token });
  const texts = [
    '--title-fr',
    'Allocation',
    '--title-ar',
    'التعويضات',
    '--kind',
    'transform',
    '--sector',
    'agriculture',
  ];
  const place_ = ['--region', 'MA-09', '--email', 'allocations@famille.example'];
  assertOk(await maintainer.nforge(place, 'init', folder, '--name', NAME, ...texts, ...place_));
  assertOk(await maintainer.nforge(place, 'key', 'create', '--label', 'desk'));
  assertOk(await maintainer.nforge(place, 'key', 'register', '--agency', 'famille'));
  writeFileSync(join(folder, 'index.js'), 'export default ({ dependants }) => ({ amount: dependants * 300 });\n');
  write('contract/output.schema.json', {
    type: 'object',
    properties: { amount: { type: 'integer' } },
    required: ['amount'],
    additionalProperties: false,
  });
  write('vectors/examples.json', [{ name: 'two', input: { dependants: 2 }, output: { amount: 600 } }]);
  writeInput(7, TWICE);
  const manifest = readFileSync(join(folder, 'algorithm.yaml'), 'utf8');
  writeFileSync(join(folder, 'algorithm.yaml'), manifest.replace(/^version: .*$/m, 'version: 1.0.0'));
});

describe('a maintainer', () => {
  it('is refused with a vector that fails, here, as by nforge test', async () => {
    write('vectors/examples.json', [{ name: 'two', input: { dependants: 2 }, output: { amount: 601 } }]);
    const tested = await nforge('test');
    const refused = await nforge('publish');
    write('vectors/examples.json', [{ name: 'two', input: { dependants: 2 }, output: { amount: 600 } }]);

    expect([tested.code, refused.code]).toEqual([5, 5]);
    expect(refused.stderr).toContain('two: The output is not the expected one at /amount.');
    expect((await nforge('view', NAME)).code).toBe(6);
  });

  it('publishes 1.0.0, and the registry has run its vectors', async () => {
    assertOk(await nforge('publish'));

    const record = await fetchJson<ReleaseRecord>(`${registry.url}/api/v1/algorithms/${NAME}/versions/1.0.0`);
    expect(record?.vectorResult).toMatchObject({ result: 're-run', total: 1 });
  });

  it('sees by diff which value a narrower input does not take any more', async () => {
    writeInput(6, TWICE);

    const { code, stdout } = await nforge('diff');

    expect(code).toBe(10);
    expect(stdout).toContain('1.0.0 accepted {"dependants":7}; yours rejects it at /dependants (maximum 6).');
    expect(stdout).toContain('after 1.0.0 this is 2.0.0');
  });

  it('is told by bump --check, and refused by publish, with the same sentence', async () => {
    writeFileSync(
      join(folder, 'algorithm.yaml'),
      readFileSync(join(folder, 'algorithm.yaml'), 'utf8').replace('version: 1.0.0', 'version: 1.1.0'),
    );

    const checked = await nforge('bump', '--check');
    const refused = await nforge('publish');

    expect([checked.code, checked.stdout, refused.code]).toEqual([5, '2.0.0\n', 5]);
    const sentence = '1.0.0 accepted {"dependants":7}; yours rejects it at /dependants (maximum 6).';
    expect(checked.stderr).toContain(sentence);
    expect(refused.stderr).toContain(sentence);
    expect(versionHere()).toBe('1.1.0');
  });

  it('takes the number that bump writes, and publishes', async () => {
    assertOk(await nforge('bump'));
    expect(versionHere()).toBe('2.0.0');

    assertOk(await nforge('publish'));

    const record = await fetchJson<ReleaseRecord>(`${registry.url}/api/v1/algorithms/${NAME}/versions/2.0.0`);
    expect(record?.vectorResult).toMatchObject({ result: 're-run' });
  });

  it('signs a waiver for what nobody could decide, and everyone sees it', async () => {
    writeInput(6, MORE);
    const manifest = readFileSync(join(folder, 'algorithm.yaml'), 'utf8');
    writeFileSync(join(folder, 'algorithm.yaml'), manifest.replace('version: 2.0.0', 'version: 2.1.0'));

    const refused = await nforge('publish');
    const waived = await nforge('publish', '--waive', 'Vérifié par les juristes');

    expect([refused.code, waived.code], waived.stderr).toEqual([5, 0]);
    expect(refused.stderr).toContain('publish 2.1.0 with --waive "why"');
    const status = await fetchJson<ReleaseStatus>(`${registry.url}/api/v1/algorithms/${NAME}/versions/2.1.0/status`);
    expect(JSON.stringify(status)).toContain('Vérifié par les juristes');
  });
});

describe('whoever uses what is published', () => {
  const desk = workshop.folder('user');
  const run = (...words: readonly string[]) => maintainer.nforge(desk, 'run', ...words);

  it('tests a version, runs the one of a range or the newest, and hears which input does not fit', async () => {
    const tested = await maintainer.nforge(desk, 'test', `${NAME}@2.0.0`);
    const first = await run(`${NAME}@^1.0.0`, '--input', '{"dependants":7}');
    const newest = await run(NAME, '--at', '2030-01-01', '--input', '{"dependants":7}');

    expect([tested.code, first.code, newest.code], tested.stderr).toEqual([0, 0, 2]);
    expect(tested.stderr).toContain('all 1 vectors pass');
    expect(JSON.parse(first.stdout)).toEqual({ amount: 2100 });
    expect(newest.stderr).toContain('/dependants');
  });

  it('runs it on each line of many', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `{"dependants":${String(index % 7)}}\n`);
    const env = plainEnvironment(maintainer.home, { NFORGE_REGISTRY: registry.url });

    const outcome = await runProgram(CLI_PROGRAM, ['run', NAME, '--lines'], { cwd: desk, env, input: lines.join('') });

    const amounts = lines.map((_, index) => `{"amount":${String((index % 7) * 300)}}\n`);
    expect(outcome.stdout).toBe(amounts.join(''));
    expect(outcome.code).toBe(0);
  });

  it('runs it as a service of this computer', async () => {
    const env = plainEnvironment(maintainer.home, { NFORGE_REGISTRY: registry.url });
    const child = spawn(process.execPath, [CLI_PROGRAM, 'run', NAME, '--serve', '0'], { cwd: desk, env });
    const ended = once(child, 'exit');
    try {
      const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
      const ask = (body: string) =>
        fetch(String(chunk).trim(), { method: 'POST', body, headers: { 'content-type': 'application/json' } });

      const answer = await ask('{"dependants":3}');
      const refused = await ask('{"dependants":9}');

      expect(await answer.json()).toEqual({ amount: 900 });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('/dependants');
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
  });
});
