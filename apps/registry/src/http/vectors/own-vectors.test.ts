import type { ReleaseRecord } from '@national-forge/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { offer, packContract, type ContractOptions, type PublishAnswer } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { sampleFiles } from '../../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';

// Workers have a lower priority: on a busy machine their turns take many times as long.
vi.setConfig({ testTimeout: 120_000 });

let server: TestRegistry;
let publisher: Publisher;
let name: string;
let count = 0;

beforeAll(async () => {
  const { task } = LIMITS;
  server = await startTestRegistry({ registry: { vectors: { task } } });
  publisher = { url: server.url, token: await server.token('essais', ['publish', 'lifecycle']) };
});
afterAll(() => server.stop());
beforeEach(() => {
  count += 1;
  name = `essais/kept-${count}`;
});

const LIMITS = { task: { cpuMs: 20_000, failures: 100, run: { cpuMs: 500 } } };
const TWO_AND_THREE = [
  { name: 'two', input: 2, output: 4 },
  { name: 'three', input: 3, output: 6 },
];

type Version = Partial<ContractOptions> & { readonly code?: string };

const pack = ({ code, files, ...rest }: Version) =>
  packContract({ name, ...rest, files: { ...(code !== undefined && { 'algorithm.js': code }), ...files } });

async function tell(versions: readonly Version[], more = {}): Promise<PublishAnswer> {
  return offer(publisher, await Promise.all(versions.map(pack)), more);
}

async function record(version = '1.0.0', of = name): Promise<ReleaseRecord> {
  return (await (await fetch(`${server.url}/api/v1/algorithms/${of}/versions/${version}`)).json()) as ReleaseRecord;
}

const isKnown = async (): Promise<boolean> => (await fetch(`${server.url}/api/v1/algorithms/${name}`)).status === 200;

describe('the record of a release', () => {
  it('says that the registry ran its vectors, and with what', async () => {
    const { status } = await tell([{ vectors: TWO_AND_THREE }]);

    expect(status).toBe(201);
    expect((await record()).vectorResult).toEqual({
      ...{ result: 're-run', total: 2, dependencies: [] },
      runner: expect.stringMatching(/^nforge-runner\/\d+ .*quickjs/) as string,
    });
  });

  it('says that nothing was run where nothing is', async () => {
    const sample = await pack({ files: { 'algorithm.yaml': withoutProgram() } });
    const signable = { ...sample.signable, contract: null, vectors: null };

    const { status } = await offer(publisher, [{ ...sample, signable }]);

    expect(status).toBe(201);
    expect((await record()).vectorResult).toEqual({ result: 'none', total: 0, runner: null, dependencies: [] });
  });

  it('names the release of each dependency that its vectors ran with', async () => {
    const quadruple = 'export default (input, { use }) => use("essais/called")(use("essais/called")(input));';
    const called = 'essais/called';
    const vectors = [{ name: 'two', input: 2, output: 8 }];
    await tell([{ name: called }]);
    await tell([{ name: called, version: '1.0.1', files: { 'README.md': '# Autre\n' } }]);

    const { status } = await tell([{ code: quadruple, vectors, dependencies: { [called]: '~1.0' } }]);

    const { releaseDigest } = await record('1.0.1', called);
    expect(status).toBe(201);
    expect((await record()).vectorResult?.dependencies).toEqual([{ name: called, version: '1.0.1', releaseDigest }]);
  });

  it('names a dependency that was published in the same request, and what that one calls', async () => {
    const [base, middle] = [`${name}-base`, `${name}-middle`];
    const call = (other: string) => `export default (input, { use }) => use("${other}")(input) + 1;`;

    const { status } = await tell([
      { code: call(middle), vectors: [{ name: 'two', input: 2, output: 6 }], dependencies: { [middle]: '^1' } },
      {
        ...{ name: middle, code: call(base), vectors: [{ name: 'two', input: 2, output: 5 }] },
        dependencies: { [base]: '^1' },
      },
      { name: base },
    ]);

    expect(status).toBe(201);
    expect((await record()).vectorResult?.dependencies.map((one) => `${one.name}@${one.version}`)).toEqual([
      `${base}@1.0.0`,
      `${middle}@1.0.0`,
    ]);
  });
});

function withoutProgram(): string {
  const lines = String(sampleFiles({ name })['algorithm.yaml']).split('\n');
  const kept = lines.filter((line) => !/^(?:runtime|contract|vectors):/.test(line));
  return [...kept, 'runtime: { engine: none }', ''].join('\n');
}

describe('a release that does not keep its vectors', () => {
  it('is refused with input, expected and actual output of each, and where it stands', async () => {
    const { status, body } = await tell([
      { vectors: TWO_AND_THREE, code: 'export default (x) => (x === 3 ? 7 : x * 2);' },
    ]);

    expect([status, body.code, body.params]).toEqual([422, 'vectors-failed', { name, version: '1.0.0', count: 1 }]);
    expect(body.errors).toEqual([
      {
        ...{ code: 'vector-differs', severity: 'error', release: `${name}@1.0.0` },
        ...{ file: 'vectors/basic.json', pointer: '/1', vector: 'three', input: 3, expected: 6, actual: 7 },
        message: 'Vector "three": for 3 the release gives 7, not 6.',
        hint: expect.stringContaining('tolerance') as string,
      },
    ]);
    expect(await isKnown()).toBe(false);
  });

  it('is told so in the language of the reader', async () => {
    const version = { code: 'export default () => -1;' };
    const inArabic = await tell([version], { language: 'ar' });
    const inFrench = await tell([version], { language: 'fr' });

    const [ar, fr] = [inArabic, inFrench].map(({ body }) => body.errors[0]?.message);
    expect(ar).toContain('\u2068two\u2069');
    expect(ar).toMatch(/\p{Script=Arabic}/u);
    expect(fr).toBe('Vecteur « two » : pour 2 la version donne -1 et non 4.');
  });

  it.each([
    ['that has no end', 'for (;;);', 'vector-timeout'],
    ['that throws', 'throw new Error("no such year");', 'vector-threw'],
    ['that calls itself without end', 'const f = (n) => 1 + f(n + 1); return f(0);', 'vector-stack'],
    ['that gives what its contract forbids', 'return "four";', 'vector-output-invalid'],
    ['that gives no JSON', 'return () => 4;', 'vector-output-not-json'],
    ['that calls what it does not depend on', 'return use("essais/other")(input);', 'vector-use-undeclared'],
  ])('is refused: one %s', async (_, body, code) => {
    const answer = await tell([{ code: `export default (input, { use }) => { ${body} };` }]);

    expect([answer.status, answer.body.code]).toEqual([422, 'vectors-failed']);
    expect(answer.body.errors).toMatchObject([{ code, vector: 'two', file: 'vectors/basic.json', pointer: '/0' }]);
    expect(answer.body.errors[0]?.message).not.toContain('{');
  });

  it('is refused for validation too, and shows one who sent many the faults of each', async () => {
    const wrong = { code: 'export default () => -1;' };
    const other = `${name}-other`;

    const alone = await tell([wrong], { query: '?validate-only=true' });
    const both = await tell([wrong, { name: other, ...wrong }]);

    expect([alone.status, both.status]).toEqual([422, 422]);
    expect(both.body.errors.map(({ release }) => release).sort()).toEqual([`${name}@1.0.0`, `${other}@1.0.0`].sort());
  });

  it('is told the first of many, and that there are more', async () => {
    const vectors = Array.from({ length: 300 }, (_, index) => ({ name: `v${index}`, input: index, output: index * 2 }));

    const { body } = await tell([{ vectors, code: 'export default () => -1;' }]);

    expect(body.errors).toHaveLength(51);
    expect(body.errors.at(-1)).toMatchObject({ code: 'vectors-more', file: 'algorithm.yaml', pointer: '/vectors' });
  });
});

describe('a release whose dependencies cannot be brought together', () => {
  it('is refused when nothing fits yet: nobody could install or run it', async () => {
    await tell([{ name: 'essais/young' }]);

    const { status, body } = await tell([{ dependencies: { 'essais/young': '^2' } }]);

    expect([status, body.code]).toEqual([422, 'vectors-failed']);
    expect(body.errors[0]).toMatchObject({
      code: 'dependency-unresolved',
      file: 'algorithm.yaml',
      pointer: '/dependencies',
    });
    expect(body.errors[0]?.message).toContain('essais/young');
  });

  it('is refused when it calls itself through them', async () => {
    const other = `${name}-back`;
    const call = (target: string) => `export default (input, { use }) => use("${target}")(input);`;

    const { status, body } = await tell([
      { code: call(other), dependencies: { [other]: '^1' } },
      { name: other, code: call(name), dependencies: { [name]: '^1' } },
    ]);

    expect([status, body.code]).toEqual([422, 'vectors-failed']);
    expect(body.errors.map(({ code }) => code)).toEqual(['dependency-circular', 'dependency-circular']);
  });
});

describe('a rule', () => {
  const rule = (from: string, until?: string) => ({
    kind: 'rule',
    validity: JSON.stringify({ from, ...(until !== undefined && { until }) }),
    lawfulBasis: '[{ title: { fr: "Loi d’essai" }, checkedOn: 2026-01-01 }]',
  });
  const constant = (value: number) => ({
    code: `export default () => ${value};`,
    vectors: [{ name: 'any', input: 1, output: value }],
  });

  it('of a year to come is run with what is in force on its first day', async () => {
    const rate = `${name}-rate`;
    await tell([{ name: rate, ...constant(10), manifest: rule('2020-01-01', '2090-01-01') }]);
    await tell([{ name: rate, version: '1.1.0', ...constant(20), manifest: rule('2090-01-01') }]);
    const using = (version: string, from: string, output: number) => ({
      ...{ version, manifest: rule(from), dependencies: { [rate]: '^1' } },
      code: `export default (input, { use }) => use("${rate}")(input);`,
      vectors: [{ name: 'any', input: 1, output }],
    });

    const present = await tell([using('1.0.0', '2020-01-01', 10)]);
    const future = await tell([using('1.1.0', '2090-01-01', 20)]);

    expect([present.status, future.status]).toEqual([201, 201]);
    const versions = [await record('1.0.0'), await record('1.1.0')].map(
      ({ vectorResult }) => vectorResult?.dependencies[0]?.version,
    );
    expect(versions).toEqual(['1.0.0', '1.1.0']);
  });
});

describe('a later version', () => {
  it('that gives another result for an earlier vector is told which, as a breaking change', async () => {
    await tell([{ vectors: TWO_AND_THREE }]);

    const { status, body } = await tell([
      {
        version: '1.0.1',
        code: 'export default (x) => (x === 3 ? 7 : x * 2);',
        vectors: [{ name: 'two', input: 2, output: 4 }],
      },
    ]);

    expect([status, body.code, body.params['required']]).toEqual([422, 'bump-too-small', '2.0.0']);
    expect(body.changes).toMatchObject([
      {
        rule: 'vector-fails',
        vector: { version: '1.0.0', name: 'three', input: 3, expected: 6, outcome: { actual: 7 } },
      },
    ]);
  });

  it('is run on vectors of a version below, and its own on the version above', async () => {
    await tell([{ vectors: TWO_AND_THREE }]);
    await tell([{ version: '1.2.0', vectors: [...TWO_AND_THREE, { name: 'four', input: 4, output: 8 }] }]);
    const wide = 'export default (x) => (x === 5 ? 11 : x * 2);';

    const { status, body } = await tell([
      { version: '1.1.0', code: wide, vectors: [...TWO_AND_THREE, { name: 'five', input: 5, output: 11 }] },
    ]);

    expect([status, body.code]).toEqual([422, 'bump-too-small']);
    expect(body.changes).toMatchObject([
      {
        rule: 'vector-fails',
        edge: 'above',
        against: '1.2.0',
        vector: { version: '1.1.0', name: 'five', outcome: { actual: 10 } },
      },
    ]);
  });
});
