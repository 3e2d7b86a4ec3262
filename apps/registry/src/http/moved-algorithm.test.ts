import type { Algorithm, Dependents, Problem, Resolution, SearchPage, Submission } from '@national-forge/api';
import { parseLeaf, parseReleaseProof, verifyReleaseProof } from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { testKey } from '../adapters/testing/keys.ts';
import { createMovingWorld, type MovingWorld } from '../testing/moving-world.ts';
import { openLogClient } from '../testing/log-client.ts';
import { changeBody } from '../testing/agency-changes.ts';

const OLD = '/api/v1/algorithms/impots/taxe';
const NEW = '/api/v1/algorithms/cnss/impot';
const BOTH = [testKey('impots'), testKey('cnss')];
const GIVEN = { agency: 'impots', from: 'impots/taxe', to: 'cnss/impot', signers: BOTH };

let world: MovingWorld;
let limited: string;
let before: Readonly<Record<'record' | 'etag' | 'archive' | 'file', string>>;
let submission: Submission;
let moved: number;

beforeAll(async () => {
  world = await createMovingWorld();
  const { tokens, server } = world;
  await world.publish(tokens.impots, { name: 'impots/taxe', version: '1.0.0' });
  submission = (await (
    await world.tryPublish(tokens.impots, { name: 'impots/taxe', version: '1.1.0' })
  ).json()) as Submission;
  await world.publish(tokens.cnss, { name: 'cnss/part', dependencies: { 'impots/taxe': '^1.0.0' } });
  await world.publish(tokens.impots, { name: 'impots/reste' });
  const channel = { version: '1.0.0', reason: 'pilot of the test' };
  const tag = await fetch(`${server.url}${OLD}/channels/pilot`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${tokens.impots}`, 'content-type': 'application/json', 'if-none-match': '*' },
    body: JSON.stringify(channel),
  });
  if (tag.status !== 201) throw new Error(await tag.text());
  limited = await server.token('impots', ['publish'], { algorithms: ['impots/taxe', 'impots/reste'] });
  const record = await world.get(`${OLD}/versions/1.0.0`);
  const text = async (path: string) => (await world.get(path)).text();
  before = {
    record: await record.text(),
    etag: record.headers.get('etag') ?? '',
    archive: await text(`${OLD}/versions/1.0.0/archive`),
    file: await text(`${OLD}/versions/1.0.0/files/README.md`),
  };
});
afterAll(() => world.server.stop());

describe('an algorithm is given to another agency', () => {
  it('only when both have signed, by an owner of the one that gives it, to a name that is free', async () => {
    const refusals = [
      [{ ...GIVEN, signers: [testKey('impots')] }, 422, 'threshold-unmet'],
      [{ ...GIVEN, signers: [testKey('cnss')] }, 422, 'threshold-unmet'],
      [{ ...GIVEN, signers: [...BOTH, testKey('a stranger')] }, 422, 'signature-invalid'],
      [{ ...GIVEN, token: world.tokens.cnss }, 403, 'agency-forbidden'],
      [{ ...GIVEN, from: 'impots/inconnu' }, 404, 'algorithm-unknown'],
      [{ ...GIVEN, to: 'cnss/part' }, 409, 'algorithm-taken'],
      [{ ...GIVEN, to: 'personne/impot' }, 404, 'agency-unknown'],
      [{ ...GIVEN, from: 'cnss/part', to: 'impots/part' }, 422, 'change-refused'],
      [{ ...GIVEN, to: 'cnss/nul' }, 422, 'name-reserved'],
    ] as const;
    for (const [move, status, code] of refusals) {
      const made = await world.move(move);
      expect([made.status, made.answer.code], JSON.stringify(move)).toEqual([status, code]);
    }
    expect((await world.get(OLD)).status).toBe(200);
  });

  it('with one leaf that both signatures and the reason stand behind; sent again, it gives the same receipt', async () => {
    const signed = await changeBody(world.server.registry.deps, {
      agency: 'impots',
      change: { kind: 'transfer', from: GIVEN.from, to: GIVEN.to },
      signers: BOTH,
    });
    const body = { ...signed, reason: 'نقل الاختصاص إلى الصندوق' };
    const post = () => world.send('POST', '/api/v1/agencies/impots/keys', { token: world.tokens.impots, body });

    const answers = await Promise.all([post(), post()]);
    const [first, again] = (await Promise.all(answers.map((one) => one.json()))) as {
      receipt: { index: number; leaf: string };
      agency: string;
    }[];
    const leaf = parseLeaf(Buffer.from(first?.receipt.leaf ?? ''));
    moved = first?.receipt.index ?? -1;

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(again).toEqual(first);
    expect(first?.agency).toBe('impots');
    expect(leaf).toMatchObject({ kind: 'transfer', from: GIVEN.from, to: GIVEN.to });
    const detail = await world.json('/api/v1/blobs/' + ('detail' in leaf ? leaf.detail : ''));
    expect(detail).toEqual({ reason: 'نقل الاختصاص إلى الصندوق' });
    const size = (await world.json<{ size: number }>('/api/v1/log/entries')).size;
    expect(size).toBe(moved + 1);
  });
});

describe('under its new name the algorithm goes on', () => {
  it('with releases, channels and statuses, and says what it was called', async () => {
    const head = await world.json<Algorithm>(NEW);

    expect(head).toMatchObject({ name: 'cnss/impot', agency: 'cnss', formerNames: ['impots/taxe'], versionCount: 2 });
    expect(head.channels).toEqual({ latest: '1.1.0', pilot: '1.0.0' });
    for (const path of ['/versions', '/versions/segments/0', '/versions/1.0.0/status', '/channels/pilot']) {
      expect([path, (await world.json<{ name: string }>(`${NEW}${path}`)).name]).toEqual([path, 'cnss/impot']);
    }
  });

  it('with records, archives and files as they were published, byte for byte', async () => {
    const record = await world.get(`${NEW}/versions/1.0.0`);

    expect(await record.text()).toBe(before.record);
    expect(record.headers.get('etag')).toBe(before.etag);
    expect(before.record).toContain('"name":"impots/taxe"');
    expect(await (await world.get(`${NEW}/versions/1.0.0/archive`)).text()).toBe(before.archive);
    expect(await (await world.get(`${NEW}/versions/1.0.0/files/README.md`)).text()).toBe(before.file);
  });

  it('and its releases are proved by the leaf of the name they were signed under', async () => {
    const { verifier } = await openLogClient(world.server.url);
    const file = await (await world.get(`${NEW}/versions/1.0.0/proof`)).text();
    const claim = { proof: parseReleaseProof(file), logKey: verifier };

    const verified = verifyReleaseProof({ ...claim, expect: { name: 'impots/taxe', version: '1.0.0' } });

    expect(verified.state.agency).toBe('impots');
    expect(() => verifyReleaseProof({ ...claim, expect: { name: 'cnss/impot', version: '1.0.0' } })).toThrow('release');
  });

  it('and the receipts of what was published before are what they were', async () => {
    const now = await world.send('GET', `/api/v1/releases/${submission.id}`, { token: world.tokens.impots });

    expect(await now.json()).toEqual(submission);
  });
});

describe('the old name leads to the new one', () => {
  it.each([
    ['', ''],
    ['/versions', ''],
    ['/versions/segments/0', ''],
    ['/versions/1.0.0', ''],
    ['/versions/1.0.0/status', ''],
    ['/versions/1.0.0/archive', ''],
    ['/versions/1.0.0/files/contract/input.json', ''],
    ['/versions/1.0.0/proof', '?size=5'],
    ['/channels/pilot', ''],
    ['/dependents', '?limit=7&cursor=%22'],
  ])('in every address that is read: %s%s', async (path, query) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await world.get(`${OLD}${path}${query}`, { method });
      expect([method, answer.status, answer.headers.get('location')]).toEqual([method, 308, `${NEW}${path}${query}`]);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    }
  });

  it('for whoever searches for it', async () => {
    const { hits } = await world.json<SearchPage>('/api/v1/search?q=impots/taxe');

    // What only its former agency has is no more than a word of the query.
    expect(hits[0]?.name).toBe('cnss/impot');
    const facet = await world.json<SearchPage>('/api/v1/search?q=double&agency=cnss');
    expect(facet.hits.map(({ name }) => name)).toContain('cnss/impot');
  });

  it('for those who depend on it, whichever name they say', async () => {
    await world.publish(world.tokens.impots, { name: 'impots/nouveau', dependencies: { 'cnss/impot': '^1.0.0' } });
    const both = { 'cnss/impot': '^1.0.0', 'impots/taxe': '^1.0.0' };
    await world.publish(world.tokens.impots, { name: 'impots/deux', dependencies: both });

    const listed = await world.json<Dependents>(`${NEW}/dependents`);
    const first = await world.json<Dependents>(`${NEW}/dependents?limit=1`);

    expect(listed).toMatchObject({ name: 'cnss/impot', total: 3 });
    expect(listed.dependents.map(({ name }) => name)).toEqual(['cnss/part', 'impots/deux', 'impots/nouveau']);
    expect(first.dependents.map(({ name }) => name)).toEqual(['cnss/part']);
  });
});

describe('nothing is written under the old name', () => {
  const params = { from: 'impots/taxe', to: 'cnss/impot' };

  it('no release, whoever holds a token', async () => {
    for (const token of [world.tokens.impots, world.tokens.cnss, limited]) {
      const refused = await world.tryPublish(token, { name: 'impots/taxe', version: '2.0.0' });
      expect([refused.status, (await refused.json()) as Problem]).toMatchObject([
        409,
        { code: 'algorithm-moved', params },
      ]);
    }
  });

  it('no status, no channel, no successor', async () => {
    const token = world.tokens.impots;
    const status = { yanked: true, deprecated: false, reason: 'no more' };
    const move = { name: 'impots/taxe', tag: 'beta', version: '1.0.0', ifMatch: null };
    const { headers } = await world.get('/api/v1/algorithms/impots/reste/versions/1.0.0/status');
    const successor = { yanked: false, deprecated: true, successor: 'impots/taxe', reason: 'see there' };
    const answers = await Promise.all([
      world.send('PUT', `${OLD}/versions/1.0.0/status`, { token, body: status, ifMatch: '*' }),
      world.send('PUT', `${OLD}/channels/pilot`, { token, body: { version: '1.1.0', reason: 'go up' }, ifMatch: '*' }),
      world.send('DELETE', `${OLD}/channels/pilot?reason=no+more`, { token, ifMatch: '*' }),
      world.send('POST', '/api/v1/channels', { token, body: { moves: [move], reason: 'go up' } }),
      world.send('PUT', '/api/v1/algorithms/impots/reste/versions/1.0.0/status', {
        ...{ token, body: successor, ifMatch: headers.get('etag') ?? '' },
      }),
    ]);
    const problems = (await Promise.all(answers.map((one) => one.json()))) as Problem[];
    expect(problems.map(({ code }) => code)).toEqual(Array(5).fill('algorithm-moved'));
    expect(problems.every((one) => one.params['to'] === 'cnss/impot')).toBe(true);
  });

  it('and no algorithm takes it again', async () => {
    const back = await world.move({
      ...GIVEN,
      agency: 'cnss',
      from: 'cnss/impot',
      to: 'impots/taxe',
      token: world.tokens.cnss,
    });
    const other = await world.move({ agency: 'impots', from: 'impots/reste', to: 'impots/taxe' });
    const again = await world.move({ ...GIVEN, to: 'cnss/autre' });

    expect([back, other].map(({ answer }) => answer.code)).toEqual(['algorithm-taken', 'algorithm-taken']);
    expect(again.answer).toMatchObject({ code: 'algorithm-moved', params });
  });
});

describe('publishing goes on under the new name', () => {
  it('signed by the agency that has it now; versions taken under the old name are taken', async () => {
    const taken = await world.tryPublish(world.tokens.cnss, { name: 'cnss/impot', version: '1.0.0' });
    await world.publish(world.tokens.cnss, { name: 'cnss/impot', version: '1.2.0' });

    expect((await taken.json()) as Problem).toMatchObject({ code: 'version-taken' });
    expect(await world.json<Algorithm>(NEW)).toMatchObject({ latest: '1.2.0', versionCount: 3 });
  });

  it('with a warning for who depends on the old name', async () => {
    const answer = await world.tryPublish(world.tokens.impots, {
      ...{ name: 'impots/ancien', dependencies: { 'impots/taxe': '^1.0.0' } },
    });
    const { warnings } = (await answer.json()) as Submission;

    expect(answer.status).toBe(201);
    expect(warnings.filter(({ code }) => code === 'dependency-moved')).toMatchObject([
      {
        severity: 'warning',
        pointer: '/dependencies/impots~1taxe',
        message: expect.stringContaining('"cnss/impot"') as string,
      },
    ]);
    expect(warnings.some(({ code }) => code === 'dependency-unsatisfied')).toBe(false);
  });

  it('a token limited to it loses it, and keeps the rest', async () => {
    const self = await world.send('GET', '/api/v1/tokens/self', { token: limited });
    const onNew = await world.tryPublish(limited, { name: 'cnss/impot', version: '3.0.0' });

    expect(((await self.json()) as { algorithms: string[] }).algorithms).toEqual(['impots/reste']);
    expect(((await onNew.json()) as Problem).code).toBe('agency-forbidden');
  });
});

describe('resolving', () => {
  const resolve = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await world.get('/api/v1/resolve', { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Resolution & Problem;
  };
  const chosen = ({ releases }: Resolution) => releases.map(({ name, version }) => `${name}@${version}`);

  it('takes old names in requirements, dependencies and locks, and says where they went', async () => {
    const found = await resolve({
      requirements: { 'impots/taxe': '^1.0.0', 'cnss/part': '*' },
      locked: { 'impots/taxe@1': '1.0.0' },
    });

    expect(chosen(found)).toEqual(['cnss/impot@1.0.0', 'cnss/part@1.0.0']);
    expect(found.releases[0]).toMatchObject({ publishedAs: 'impots/taxe' });
    expect(found.releases[0]?.requiredBy.map(({ by }) => by)).toEqual(['cnss/part@1.0.0', 'root']);
    expect(found.releases[1]?.dependencies).toEqual({ 'impots/taxe': '^1.0.0' });
    expect(found.moved).toEqual({ 'impots/taxe': { to: 'cnss/impot', leaves: [moved] } });
  });

  it('chooses one version for both names, and channels of the old one', async () => {
    const both = await resolve({ requirements: { 'impots/taxe': '^1.1.0', 'cnss/impot': '<1.2.0' } });
    const pilot = await resolve({ requirements: { 'impots/taxe': 'pilot' } });

    expect([chosen(both), chosen(pilot)]).toEqual([['cnss/impot@1.1.0'], ['cnss/impot@1.0.0']]);
  });

  it('says nothing of names where none moved, and nothing of another name of what was published since', async () => {
    const found = await resolve({ requirements: { 'cnss/impot': '1.2.0' } });

    expect(chosen(found)).toEqual(['cnss/impot@1.2.0']);
    expect(found.moved).toBeUndefined();
    expect(found.releases[0]).not.toHaveProperty('publishedAs');
  });
});
