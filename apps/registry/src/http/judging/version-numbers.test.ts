import type { ReleaseRecord, VersionSegment } from '@national-forge/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { changeAgency, testKey } from '../../adapters/testing/keys.ts';
import { worldOf } from '../../adapters/testing/world.ts';
import { offer, packContract, type ContractOptions, type PublishAnswer } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';

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
  name = `essais/parts-${count}`;
});

const atMost = (maximum: number) => ({ type: 'integer', minimum: 0, maximum });
const SEVEN = atMost(7);
const SIX = atMost(6);
const EIGHT = atMost(8);
const NINE = atMost(9);

type Version = Omit<ContractOptions, 'name'>;

async function tell(versions: readonly Version[], more = {}): Promise<PublishAnswer> {
  return offer(publisher, await Promise.all(versions.map((one) => packContract({ name, ...one }))), more);
}

/** Publishes one version after the other; each must be taken. */
async function publish(...versions: readonly Version[]): Promise<void> {
  for (const version of versions) expect(await tell([version])).toMatchObject({ status: 201 });
}

async function read<T>(path: string): Promise<T> {
  return (await (await fetch(`${server.url}/api/v1/algorithms/${name}/${path}`)).json()) as T;
}

const record = (version: string) => read<ReleaseRecord>(`versions/${version}`);

describe('a version number', () => {
  it('that promises more than it keeps is refused, with the value that breaks and the smallest honest number', async () => {
    await publish({ version: '1.3.0', input: SEVEN });

    const { status, body } = await tell([{ version: '1.3.1', input: SIX }]);

    expect([status, body.code]).toEqual([422, 'bump-too-small']);
    expect(body.params).toMatchObject({ name, version: '1.3.1', required: '2.0.0' });
    expect(body.changes).toMatchObject([
      {
        ...{ rule: 'input-narrowed', level: 'major', edge: 'below', against: '1.3.0', release: `${name}@1.3.1` },
        comparison: { verdict: 'breaking', witness: 7, where: { new: '/maximum' } },
      },
    ]);
    expect(body.errors).toMatchObject([
      { code: 'input-narrowed', severity: 'error', pointer: '/maximum', release: `${name}@1.3.1` },
    ]);
    expect(body.errors[0]?.message).toMatch(/1\.3\.0.*7/);
    expect(body.errors[0]?.hint).toContain('2.0.0');
  });

  it('is refused in the language of the reader', async () => {
    await publish({ version: '1.0.0', input: SEVEN });

    const told: PublishAnswer[] = [];
    for (const language of ['ar', 'fr', 'en']) told.push(await tell([{ version: '1.1.0', input: SIX }], { language }));

    const messages = told.map(({ body }) => body.errors[0]?.message);
    expect(new Set(messages).size).toBe(3);
    expect(messages[0]).toMatch(/\p{Script=Arabic}/u);
  });

  it('that is refused leaves the world as it was', async () => {
    await publish({ version: '1.0.0', input: SEVEN });
    await server.registry.deps.ledger.drain();
    const before = worldOf(server.dataDir);

    expect(await tell([{ version: '1.1.0', input: SIX }])).toMatchObject({ status: 422 });

    const views = ({ document, release, leaf }: Record<string, unknown>) => ({ document, release, leaf });
    expect(views(worldOf(server.dataDir))).toEqual(views(before));
  });

  it('is told too small by a request that only validates', async () => {
    await publish({ version: '1.0.0', input: SEVEN });

    const [told, ok] = [
      await tell([{ version: '1.1.0', input: SIX }], { query: '?validate-only=true' }),
      await tell([{ version: '2.0.0', input: SIX }], { query: '?validate-only=true' }),
    ];

    expect(told).toMatchObject({ status: 422, body: { code: 'bump-too-small', params: { required: '2.0.0' } } });
    expect(ok).toMatchObject({ status: 200, body: { state: 'accepted' } });
  });

  it('may be larger than it must be, and what it changes stands in the record and the listing', async () => {
    await publish(
      { version: '1.0.0', input: SEVEN },
      { version: '1.0.1', input: SEVEN, files: { 'README.md': '# Autre\n' } },
      { version: '1.1.0', input: EIGHT },
      { version: '2.0.0', input: EIGHT },
    );

    const verdicts = (await Promise.all(['1.0.0', '1.0.1', '1.1.0', '2.0.0'].map(record))).map((one) => one.verdict);
    expect(verdicts.map((verdict) => [verdict?.level, verdict?.below?.version ?? null])).toEqual([
      ['major', null],
      ['patch', '1.0.0'],
      ['minor', '1.0.1'],
      ['major', null],
    ]);
    expect(verdicts[2]?.below?.changes[0]).toMatchObject({ rule: 'input-widened', level: 'minor' });
    expect(verdicts[2]?.prover).toMatch(/^nforge-prover\//);
    const { versions } = await read<VersionSegment>('versions/segments/0');
    expect(versions.map(({ level }) => level)).toEqual(['major', 'patch', 'minor', 'major']);
  });

  it('is compared with the nearest version above, too', async () => {
    await publish({ version: '1.2.0', input: SEVEN }, { version: '1.3.0', input: SEVEN });

    const late = await tell([{ version: '1.2.1', input: EIGHT }]);

    expect(late).toMatchObject({ status: 422, body: { code: 'bump-too-small', params: { required: '1.4.0' } } });
    expect(late.body.changes).toEqual(
      expect.arrayContaining([expect.objectContaining({ edge: 'above', against: '1.3.0', rule: 'input-narrowed' })]),
    );
    expect(await tell([{ version: '1.2.1', input: SEVEN }])).toMatchObject({ status: 201 });
    expect((await record('1.2.1')).verdict).toMatchObject({ below: { version: '1.2.0' }, above: { version: '1.3.0' } });
  });

  it('that comes late is told the number after the highest of its line, where none fits below the next one', async () => {
    await publish(
      { version: '1.2.0', input: SEVEN },
      { version: '1.3.0', input: SEVEN },
      { version: '1.4.0', input: EIGHT },
    );

    const late = (input: typeof SEVEN) => tell([{ version: '1.2.1', input }], { language: 'en' });
    const [equal, wider, narrower] = [await late(EIGHT), await late(NINE), await late(SIX)];

    const required = [equal, wider, narrower].map(({ body }) => body.params['required']);
    expect(required).toEqual(['1.4.1', '1.5.0', '2.0.0']);
    expect(equal.body.errors[0]?.hint).toContain('no number below 1.3.0 will do');
    expect(await tell([{ version: '1.5.0', input: NINE }])).toMatchObject({ status: 201 });
    expect(await tell([{ version: '1.4.1', input: EIGHT }])).toMatchObject({ status: 201 });
  });

  it('below 1.0.0 promises within its minor', async () => {
    await publish({ version: '0.3.0', input: SEVEN });

    expect(await tell([{ version: '0.3.1', input: SIX }])).toMatchObject({
      body: { code: 'bump-too-small', params: { required: '0.4.0' } },
    });
    await publish({ version: '0.4.0', input: SIX });
  });

  it('is not compared with versions that are yanked', async () => {
    await publish({ version: '1.0.0', input: SIX }, { version: '1.1.0', input: EIGHT });
    await yank('1.1.0');

    await publish({ version: '1.2.0', input: SEVEN });
    expect((await record('1.2.0')).verdict).toMatchObject({ level: 'minor', below: { version: '1.0.0' } });
  });

  it('of a pre-release is never refused: what it would be is told', async () => {
    await publish({ version: '1.0.0', input: SEVEN });

    const { status, body } = await tell([{ version: '1.1.0-rc.1', input: SIX }]);

    expect(status).toBe(201);
    expect(body.warnings).toMatchObject([{ code: 'input-narrowed', severity: 'warning' }]);
    expect((await record('1.1.0-rc.1')).verdict).toMatchObject({ advice: true, level: 'major' });
    // Nobody is held to a pre-release.
    await publish({ version: '1.1.0', input: SEVEN });
    expect((await record('1.1.0')).verdict).toMatchObject({ below: { version: '1.0.0' }, level: 'patch' });
  });

  it('is told to be one that is free', async () => {
    await publish({ version: '1.0.0', input: SEVEN }, { version: '2.0.0', input: EIGHT });

    expect(await tell([{ version: '1.1.0', input: SIX }])).toMatchObject({ body: { params: { required: '3.0.0' } } });
  });

  it('follows an algorithm to its new name', async () => {
    await publish({ version: '1.0.0', input: SEVEN });
    const change = { kind: 'transfer', from: name, to: `${name}-moved` } as const;
    await changeAgency(server.registry.deps, { agency: 'essais', change, signers: [testKey('essais')] });
    name = change.to;

    expect(await tell([{ version: '1.1.0', input: SIX }])).toMatchObject({ body: { code: 'bump-too-small' } });
    await publish({ version: '1.1.0', input: EIGHT });
    expect((await record('1.1.0')).verdict).toMatchObject({ level: 'minor', below: { version: '1.0.0' } });
  });
});

describe('versions of one request', () => {
  it('are judged in SemVer order, the earlier ones counting as published', async () => {
    const versions = [
      { version: '1.2.0', input: SIX },
      { version: '1.0.0', input: SIX },
      { version: '1.1.0', input: SEVEN },
    ];

    const { status, body } = await tell(versions);

    expect([status, body.code]).toEqual([422, 'bump-too-small']);
    expect(body.changes).toMatchObject([{ against: '1.1.0', release: `${name}@1.2.0` }]);
    expect(body.changes).toHaveLength(1);
  });

  it('are all published or none', async () => {
    const good = [
      { version: '1.1.0', input: SEVEN },
      { version: '1.0.0', input: SIX },
    ];
    expect(await tell([...good, { version: '1.2.0', input: SIX }])).toMatchObject({ status: 422 });
    expect((await fetch(`${server.url}/api/v1/algorithms/${name}`)).status).toBe(404);

    const { status, body } = await tell([...good, { version: '1.2.0', input: EIGHT }]);

    expect(status).toBe(201);
    expect(body.receipts.map(({ version }) => version)).toEqual(['1.1.0', '1.0.0', '1.2.0']);
    const verdicts = await Promise.all(['1.0.0', '1.1.0', '1.2.0'].map(record));
    expect(verdicts.map(({ verdict }) => verdict?.below?.version)).toEqual([undefined, '1.0.0', '1.1.0']);
  });

  it('tell what is wrong with each of them', async () => {
    await publish({ version: '1.0.0', input: SEVEN });

    const { body } = await tell([
      { version: '1.1.0', input: SIX },
      { version: '1.2.0', input: SIX },
    ]);

    expect(body.changes?.map(({ release }) => release)).toEqual([`${name}@1.1.0`, `${name}@1.2.0`]);
  });
});

async function yank(version: string): Promise<void> {
  const url = `${server.url}/api/v1/algorithms/${name}/versions/${version}/status`;
  const etag = (await fetch(url)).headers.get('etag') ?? '';
  const response = await fetch(url, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${publisher.token}`,
      'content-type': 'application/json',
      'if-match': etag,
    },
    body: JSON.stringify({ yanked: true, deprecated: false, reason: 'wrong' }),
  });
  expect(response.status).toBe(200);
}
