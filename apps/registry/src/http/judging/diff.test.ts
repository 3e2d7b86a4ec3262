import type { Problem, VersionDiff } from '@national-forge/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { changeAgency, testKey } from '../../adapters/testing/keys.ts';
import { offer, packContract, type ContractOptions } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';
import { tombstone } from '../../usecases/lifecycle/tombstone.ts';

let server: TestRegistry;
let publisher: Publisher;
let name: string;
let count = 0;

beforeAll(async () => {
  server = await startTestRegistry();
  publisher = { url: server.url, token: await server.token('essais', ['publish']) };
});
afterAll(() => server.stop());
beforeEach(async () => {
  count += 1;
  name = `essais/parts-${count}`;
  await publish(
    { version: '1.3.0', input: atMost(7), files: { 'data/a.json': '1', 'data/b.json': '2' } },
    {
      ...{ version: '2.0.0', input: atMost(6), title: 'Autre', vectors: [two, { name: 'three', input: 3, output: 6 }] },
      files: { 'data/b.json': '3', 'data/c.json': '4' },
    },
  );
});

const two = { name: 'two', input: 2, output: 4.0 };
const atMost = (maximum: number) => ({ type: 'integer', minimum: 0, maximum });

async function publish(...versions: readonly Omit<ContractOptions, 'name'>[]): Promise<void> {
  const samples = await Promise.all(versions.map((one) => packContract({ name, ...one })));
  expect(await offer(publisher, samples)).toMatchObject({ status: 201 });
}

interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly of?: string;
}

const ask = (from: string, to: string, { headers = {}, of = name }: Asking = {}) =>
  fetch(`${server.url}/api/v1/algorithms/${of}/versions/${from}/diff/${to}`, { redirect: 'manual', headers });

const diff = async (from: string, to: string) => (await (await ask(from, to)).json()) as VersionDiff;

describe('two versions of an algorithm', () => {
  it('are compared by contract, with the value that breaks', async () => {
    const { comparison, from, to } = await diff('1.3.0', '2.0.0');

    expect([from, to]).toEqual(['1.3.0', '2.0.0']);
    expect(comparison).toMatchObject({ old: '1.3.0', new: '2.0.0', level: 'major' });
    expect(comparison.changes[0]).toMatchObject({
      rule: 'input-narrowed',
      comparison: { verdict: 'breaking', witness: 7, where: { new: '/maximum' } },
    });
  });

  it('are compared by vectors, manifest and files', async () => {
    const { vectors, manifest, files } = await diff('1.3.0', '2.0.0');

    expect(vectors).toEqual({ added: ['three'], removed: [], changed: [] });
    expect(manifest).toEqual(
      expect.arrayContaining([
        { pointer: '/version', old: '1.3.0', new: '2.0.0' },
        { pointer: '/title/fr', old: 'Doubler', new: 'Autre' },
      ]),
    );
    const told = Object.fromEntries(files.map(({ path, change }) => [path, change]));
    expect(told).toMatchObject({ 'data/a.json': 'removed', 'data/b.json': 'changed', 'data/c.json': 'added' });
    expect(told).not.toHaveProperty('algorithm.js');
    const changed = files.find(({ path }) => path === 'data/b.json');
    expect(changed?.old?.sha256).not.toBe(changed?.new?.sha256);
    expect(changed?.new?.size).toBe(1);
  });

  it('are compared the other way round, too', async () => {
    const { comparison, vectors, files } = await diff('2.0.0', '1.3.0');

    expect(comparison.changes.find(({ rule }) => rule === 'input-widened')).toMatchObject({ level: 'minor' });
    expect(vectors).toMatchObject({ added: [], removed: ['three'] });
    expect(files.find(({ path }) => path === 'data/c.json')?.change).toBe('removed');
  });

  it('are told apart by their results, too: the same schemas, another promise for the same input', async () => {
    await publish({
      version: '3.0.0',
      ...{
        input: atMost(6),
        vectors: [
          { ...two, output: 5 },
          { name: 'three', input: 3, output: 6 },
        ],
      },
      files: { 'algorithm.js': 'export default (input) => (input === 2 ? 5 : input * 2);\n' },
    });

    const { comparison } = await diff('2.0.0', '3.0.0');

    expect(comparison).toMatchObject({
      level: 'major',
      changes: [
        {
          ...{ rule: 'vector-contradicted', level: 'major', params: { by: 'two' } },
          vector: { version: '2.0.0', name: 'two', input: 2, expected: 4, outcome: { actual: 5 } },
        },
        { rule: 'vectors-added' },
        { rule: 'vectors-removed' },
        { rule: 'program-changed' },
        { rule: 'texts-changed' },
        { rule: 'files-changed' },
      ],
    });
    expect((await diff('3.0.0', '2.0.0')).comparison.level).toBe('major');
  });

  it('that are the same do not differ', async () => {
    const { comparison, vectors, manifest, files } = await diff('1.3.0', '1.3.0');

    expect([comparison.level, comparison.changes, manifest, files]).toEqual(['patch', [], [], []]);
    expect(vectors).toEqual({ added: [], removed: [], changed: [] });
  });

  it('are compared once: the answer never changes, and can be kept', async () => {
    const first = await ask('1.3.0', '2.0.0');
    const etag = first.headers.get('etag') ?? '';

    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await ask('1.3.0', '2.0.0', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect(await (await ask('1.3.0', '2.0.0')).text()).toBe(await first.text());
  });

  it('are found under the new name of an algorithm that moved', async () => {
    const old = name;
    const change = { kind: 'transfer', from: old, to: `${old}-moved` } as const;
    await changeAgency(server.registry.deps, { agency: 'essais', change, signers: [testKey('essais')] });

    const answer = await ask('1.3.0', '2.0.0', { of: old });

    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe(`/api/v1/algorithms/${old}-moved/versions/1.3.0/diff/2.0.0`);
    name = change.to;
    expect(await diff('1.3.0', '2.0.0')).toMatchObject({ name, comparison: { level: 'major' } });
  });

  it('of which the law removed one are not compared any more, whoever has asked before', async () => {
    expect((await ask('1.3.0', '2.0.0')).status).toBe(200);
    const { deps } = server.registry;
    await tombstone(deps, { name, version: '1.3.0', reference: 'TA-1', withRecord: true });

    for (const [from, to] of [
      ['1.3.0', '2.0.0'],
      ['2.0.0', '1.3.0'],
    ] as const) {
      const answer = await ask(from, to);
      expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([410, 'release-tombstoned']);
    }
  });

  it('of which there is none are not known', async () => {
    expect(await (await ask('1.3.0', '9.0.0')).json()).toMatchObject({ code: 'version-unknown', status: 404 });
    expect(await (await ask('9.0.0', '1.3.0')).json()).toMatchObject({ code: 'version-unknown', status: 404 });
  });
});
