import type { Problem, ReleaseRecord } from '@national-forge/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { offer, packContract, type ContractOptions, type PublishAnswer } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';
import { tombstone } from '../../usecases/lifecycle/tombstone.ts';

vi.setConfig({ testTimeout: 60_000 });

let server: TestRegistry;
let publisher: Publisher;
let name: string;
let count = 0;

beforeAll(async () => {
  server = await startTestRegistry();
  publisher = { url: server.url, token: await server.token('essais', ['publish', 'lifecycle']) };
});
afterAll(() => server.stop());
beforeEach(() => {
  count += 1;
  name = `essais/tricks-${count}`;
});

interface Version extends Partial<ContractOptions> {
  /** Body of the program; it doubles unless given. */
  readonly code?: string;
}

const pack = ({ code = 'return input * 2;', files, ...rest }: Version) =>
  packContract({
    ...{ name, version: '1.0.0' },
    ...rest,
    files: { 'algorithm.js': `export default (input, { use }) => { ${code} };\n`, ...files },
  });

async function tell(...versions: readonly Version[]): Promise<PublishAnswer> {
  return offer(publisher, await Promise.all(versions.map(pack)));
}

async function publish(...versions: readonly Version[]): Promise<void> {
  for (const version of versions) expect(await tell(version)).toMatchObject({ status: 201 });
}

async function setYanked(version: string, yanked: boolean, of = name): Promise<Problem & { status: number }> {
  const response = await fetch(`${server.url}/api/v1/algorithms/${of}/versions/${version}/status`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${publisher.token}`, 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ yanked, deprecated: false, reason: 'to and fro' }),
  });
  return { ...((await response.json()) as Problem), status: response.status };
}

async function record(version: string): Promise<ReleaseRecord> {
  const path = `${server.url}/api/v1/algorithms/${name}/versions/${version}`;
  return (await (await fetch(path)).json()) as ReleaseRecord;
}

const rulesOf = ({ body }: PublishAnswer) => body.changes?.map(({ rule }) => rule);
const upTo = (maximum: number) => ({ type: 'integer', minimum: 0, maximum });
const two = { name: 'two', input: 2, output: 4 };
const three = { name: 'three', input: 3, output: 6 };
const OTHERWISE = 'return input === 2 ? 5 : input * 2;';

const rule = (from: string) => ({
  kind: 'rule',
  validity: JSON.stringify({ from }),
  lawfulBasis: '[{ title: { fr: "Loi d’essai" }, checkedOn: 2026-01-01 }]',
});

describe('a rule whose period is moved by a day to be rid of its vectors', () => {
  it('is no patch, and its record says that the period moved', async () => {
    await publish({ manifest: rule('2024-01-01'), vectors: [two] });
    const moved = { manifest: rule('2024-01-02'), code: OTHERWISE, vectors: [three] };

    const patch = await tell({ version: '1.0.1', ...moved });

    expect([patch.body.params['required'], rulesOf(patch)]).toEqual(['1.1.0', ['period-moved']]);
    await publish({ version: '1.1.0', ...moved });
    expect((await record('1.1.0')).verdict?.below?.changes[0]).toMatchObject({
      ...{ rule: 'period-moved', level: 'minor' },
      params: { old: '2024-01-01/..', new: '2024-01-02/..' },
    });
    const back = await tell({ version: '1.2.0', ...moved, manifest: rule('2024-01-01') });
    expect(rulesOf(back)).toContain('vector-fails');
  });

  it('is held to the vectors of its new period, though an earlier period had the same', async () => {
    await publish(
      { manifest: rule('2024-01-01'), vectors: [two] },
      { version: '1.1.0', manifest: rule('2025-01-01'), vectors: [two] },
      { version: '1.1.1', manifest: rule('2025-01-01'), vectors: [three] },
    );

    const answer = await tell({
      ...{ version: '1.1.2', manifest: rule('2025-01-01'), code: OTHERWISE, vectors: [three] },
    });

    expect([answer.status, rulesOf(answer)]).toEqual([422, ['vector-fails']]);
    expect(answer.body.changes).toMatchObject([{ vector: { version: '1.1.0', name: 'two', expected: 4 } }]);
  });
});

describe('an error of a vector', () => {
  const superseding = (version: string, vector: string, own: object) => ({
    ...own,
    supersedes: { version, name: vector, reason: { fr: 'Mal lu.', ar: 'خطأ.' } },
  });

  it('that is a version that was never published, or a vector that it never had, is refused', async () => {
    await publish({ vectors: [two] });

    for (const [version, vector] of [
      ['1.0.7', 'two'],
      ['1.0.0', 'twelve'],
      ['1.1.0', 'two'],
    ] as const) {
      const vectors = [superseding(version, vector, two)] as ContractOptions['vectors'] & object;
      const { status, body } = await tell({ version: '1.1.0', vectors });
      expect([status, body.errors[0]?.code]).toEqual([422, 'vector-supersedes-unknown']);
    }
  });

  it('of a pre-release frees nobody from what a stable version promises', async () => {
    const known = [superseding('1.0.0-rc.1', 'two', three), { ...two, name: 'again' }] as never;
    await publish({ version: '1.0.0-rc.1', vectors: [two] }, { vectors: known });

    const answer = await tell({
      ...{ version: '1.0.1', code: OTHERWISE },
      vectors: [superseding('1.0.0-rc.1', 'two', three)] as never,
    });

    expect([answer.status, rulesOf(answer)]).toEqual([422, ['vector-fails']]);
  });
});

describe('a version in which nothing is run any more', () => {
  it('is no patch, though its schemas and vectors lie there as before', async () => {
    await publish({ vectors: [two] });

    const answer = await tell({ version: '1.0.1', vectors: [two], manifest: { runtime: '{ engine: none }' } });

    expect([answer.status, rulesOf(answer)]).toEqual([422, ['contract-lost']]);
    expect(answer.body.params['required']).toBe('2.0.0');
  });
});

describe('whoever takes away what a version calls', () => {
  it('cannot slip another promise in under it meanwhile', async () => {
    const called = `${name}-called`;
    const calling = { dependencies: { [called]: '^1' }, code: `return use("${called}")(input);` };
    await publish(
      { name: called },
      { vectors: [three], ...calling },
      { version: '1.2.0', vectors: [three], ...calling },
    );
    expect(await setYanked('1.0.0', true, called)).toMatchObject({ status: 200 });

    const late = await tell({
      ...{ version: '1.1.0', code: OTHERWISE },
      vectors: [three, { ...two, output: 5 }],
    });

    expect([late.status, rulesOf(late)]).toEqual([422, ['vector-fails']]);
    expect(late.body.changes).toMatchObject([{ edge: 'above', against: '1.2.0' }]);
  });
});

describe('a neighbour', () => {
  it('that the law removed binds nobody, and the next one below is compared', async () => {
    await publish({ input: upTo(6) }, { version: '1.1.0', input: upTo(8) });
    await tombstone(server.registry.deps, { name, version: '1.1.0', reference: 'TA-1', withRecord: false });

    expect(rulesOf(await tell({ version: '1.2.0', input: upTo(5) }))).toEqual(['input-narrowed']);
    await publish({ version: '1.2.0', input: upTo(6) });
    expect((await record('1.2.0')).verdict?.below?.version).toBe('1.0.0');
  });

  it('that is yanked first comes back only beside what keeps its promise', async () => {
    await publish({ vectors: [two] });
    await setYanked('1.0.0', true);
    await publish({ version: '1.0.1', code: OTHERWISE, vectors: [three] });

    expect(await setYanked('1.0.0', false)).toMatchObject({ status: 422, code: 'unyank-refused' });
  });
});

describe('releases of one request', () => {
  it('cannot take each other’s content', async () => {
    const [one, other] = [await pack({}), await pack({ name: `${name}-other` })];

    const { status, body } = await offer(publisher, [
      { ...one, name: other.name },
      { ...other, name: one.name },
    ]);

    expect([status, body.code]).toEqual([422, 'name-mismatch']);
  });

  it('are judged in SemVer order in whatever order they stand, pre-releases binding none of them', async () => {
    const versions = [
      { version: '1.1.0', input: upTo(7) },
      { version: '1.1.0-rc.1', input: upTo(9) },
      { version: '1.0.0', input: upTo(6) },
    ];

    expect(await tell(...versions)).toMatchObject({ status: 201 });
    expect((await record('1.1.0')).verdict).toMatchObject({ level: 'minor', below: { version: '1.0.0' } });
  });
});

describe('a contract', () => {
  it('whose files change places is another one: it is compared by role, not by content', async () => {
    const files = { input: upTo(6), output: { type: 'integer' }, vectors: [{ name: 'one', input: 1, output: 2 }] };
    const swapped = { contract: '{ input: contract/output.json, output: contract/input.json }' };
    await publish(files, { version: '1.1.0', ...files, manifest: swapped });

    expect((await record('1.1.0')).verdict?.below?.changes.map((change) => change.rule)).toEqual([
      'input-widened',
      'output-narrowed',
    ]);
    expect(rulesOf(await tell({ version: '1.2.0', ...files }))).toEqual(['input-narrowed', 'output-widened']);
  });
});

describe('a release that is to fill the memory of who reads it', () => {
  it('is told and kept in few words: values, names and changes without end are cut', async () => {
    const member = 'm'.repeat(200_000);
    const wide = { type: 'object', properties: { [member]: upTo(7) }, required: [member] };
    const narrow = { ...wide, properties: { [member]: upTo(6) } };
    const vectors = Array.from({ length: 8 }, (_, index) => ({
      ...{ name: `v${index}`, input: { [member]: index % 6, note: `${index} ${'n'.repeat(3000)}` }, output: 1 },
    }));
    await publish({ input: wide, vectors: vectors.slice(0, 8), code: 'return 1;' });

    const refused = await tell({ version: '1.0.1', input: narrow, vectors: vectors.slice(0, 8), code: 'return 1;' });
    const advised = await tell({
      ...{ version: '1.0.1-rc.1', input: narrow, code: 'return 2;' },
      vectors: vectors.slice(0, 8).map((vector) => ({ ...vector, output: 2 })),
    });

    expect(rulesOf(refused)).toEqual(['input-narrowed']);
    expect(JSON.stringify(refused.body).length).toBeLessThan(20_000);
    expect(advised.status).toBe(201);
    const { verdict } = await record('1.0.1-rc.1');
    expect(verdict?.below?.changes.filter(({ rule: one }) => one === 'vector-fails')).toHaveLength(8);
    expect(JSON.stringify(verdict).length).toBeLessThan(140_000);
  });
});
