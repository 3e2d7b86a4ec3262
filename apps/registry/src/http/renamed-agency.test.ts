import type { Agency, AgencyKeys, AgencyPage, Algorithm, Problem, SearchPage, TokenList } from '@national-forge/api';
import {
  hashLeaf,
  assertInclusion,
  openCheckpoint,
  parseLeaf,
  parseReleaseProof,
  parseState,
  verifyAgencyHistory,
  verifyReleaseProof,
} from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { changeAgency, keyAdd, testKey } from '../adapters/testing/keys.ts';
import { changeBody } from '../testing/agency-changes.ts';
import { openLogClient, type LogClient } from '../testing/log-client.ts';
import { createMovingWorld, type MovingWorld } from '../testing/moving-world.ts';
import { releaseRequestOf, uploadSample } from '../testing/publish-sample.ts';
import { packSample } from '../testing/sample-release.ts';

const [first, second] = [testKey('impots'), testKey('impots second')];
const OLD = '/api/v1/algorithms/impots/taxe';
const NEW = '/api/v1/algorithms/dgi/taxe';
const RENAME = { agency: 'impots', from: 'impots', to: 'dgi', signers: [first, second] };

let world: MovingWorld;
let log: LogClient;
let limited: string;
let before: { readonly record: string; readonly agency: Agency };

beforeAll(async () => {
  world = await createMovingWorld();
  const { server, tokens } = world;
  log = await openLogClient(server.url);
  await world.publish(tokens.impots, { name: 'impots/taxe' });
  await world.publish(tokens.impots, { name: 'impots/autre' });
  await world.publish(tokens.cnss, { name: 'cnss/part', dependencies: { 'impots/taxe': '*' } });
  limited = await server.token('impots', ['publish'], { algorithms: ['impots/taxe', 'impots/futur'] });
  await change('impots', keyAdd(second), [first, second]);
  await change('impots', { kind: 'agency-policy', threshold: 2 }, [first]);
  before = {
    record: await (await world.get(`${OLD}/versions/1.0.0`)).text(),
    agency: await world.json<Agency>('/api/v1/agencies/impots'),
  };
});
afterAll(() => world.server.stop());

async function change(agency: string, wish: Parameters<typeof changeAgency>[1]['change'], signers = [first, second]) {
  const made = await changeAgency(world.server.registry.deps, { agency, change: wish, signers });
  if (!made.ok) throw new Error(made.code);
}

/** Verifies the whole history of an agency as a client does. */
async function verifiedHistory(agency: string, query = '') {
  const body = await world.json<AgencyKeys>(`/api/v1/agencies/${agency}/keys${query}`);
  const { size, root } = openCheckpoint(body.checkpoint, log.verifier);
  const entries = body.history.map(({ index, leaf, envelope, hashes }) => {
    const bytes = Buffer.from(leaf);
    const path = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
    assertInclusion({ index, size, root, leafHash: hashLeaf(bytes), hashes: path });
    return { index, leaf: parseLeaf(bytes), envelope: envelope && Buffer.from(JSON.stringify(envelope)) };
  });
  const { state } = verifyAgencyHistory({ origin: log.verifier.name, entries });
  expect(Buffer.from(body.state).toString()).toContain(`nforge-agency-state/1 ${state.agency}\n`);
  return { state, kinds: entries.map(({ leaf }) => leaf.kind), body };
}

const prove = async (path: string, name: string) =>
  verifyReleaseProof({
    proof: parseReleaseProof(await (await world.get(`${path}/versions/1.0.0/proof`)).text()),
    logKey: log.verifier,
    expect: { name, version: '1.0.0' },
  });

describe('an agency takes another name', () => {
  it('only by its own threshold, to a name that no agency has or had and nobody keeps back', async () => {
    const refusals = [
      [{ ...RENAME, signers: [first] }, 422, 'threshold-unmet'],
      [{ ...RENAME, to: 'cnss' }, 409, 'agency-taken'],
      [{ ...RENAME, to: 'api' }, 422, 'name-reserved'],
      [{ ...RENAME, from: 'cnss', to: 'dgi' }, 422, 'change-refused'],
      [{ ...RENAME, token: world.tokens.cnss }, 403, 'agency-forbidden'],
      // An owner who took any free name could pass for another ministry.
      [{ ...RENAME, token: world.tokens.impots }, 403, 'scope-missing'],
    ] as const;
    for (const [move, status, code] of refusals) {
      const { status: found, answer } = await world.move(move);
      expect([found, answer.code], `${move.from} → ${move.to}`).toEqual([status, code]);
    }
  });

  it('gives no reason for a change that has no place for one', async () => {
    const key = testKey('impots third');
    const body = await changeBody(world.server.registry.deps, {
      ...{ agency: 'impots', change: keyAdd(key), signers: [first, second, key] },
    });
    const answer = await world.send('POST', '/api/v1/agencies/impots/keys', {
      ...{ token: world.tokens.impots, body: { ...body, reason: 'because of it' } },
    });
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([400, 'request-invalid']);
  });

  it('and who never heard the answer gets it again, under the old name and with the same token', async () => {
    const body = await changeBody(world.server.registry.deps, {
      ...{ agency: 'impots', change: { kind: 'transfer', from: 'impots', to: 'dgi' }, signers: [first, second] },
    });
    const post = () => world.send('POST', '/api/v1/agencies/impots/keys', { token: world.operator, body });

    const made = await (await post()).json();
    const again = await (await post()).json();

    expect(made).toMatchObject({ agency: 'dgi', state: expect.stringContaining('agency-state/1 dgi\n') as string });
    expect(again).toEqual(made);
  });
});

describe('under its new name the agency goes on', () => {
  it('with its title, its place in the log and all its algorithms', async () => {
    const { agencies } = await world.json<AgencyPage>('/api/v1/agencies');

    expect(await world.json<Agency>('/api/v1/agencies/dgi')).toEqual({ ...before.agency, name: 'dgi' });
    expect(agencies.map(({ name }) => name)).toEqual(['cnss', 'dgi']);
    for (const name of ['taxe', 'autre']) {
      const head = await world.json<Algorithm>(`/api/v1/algorithms/dgi/${name}`);
      expect(head).toMatchObject({ name: `dgi/${name}`, agency: 'dgi', formerNames: [`impots/${name}`] });
    }
    expect(await (await world.get(`${NEW}/versions/1.0.0`)).text()).toBe(before.record);
    const found = await world.json<SearchPage>('/api/v1/search?q=double&agency=dgi');
    expect(found.hits.map(({ name }) => name).toSorted()).toEqual(['dgi/autre', 'dgi/taxe']);
    expect(await world.json<SearchPage>('/api/v1/search?q=double&agency=impots')).toEqual({
      ...found,
      moved: { from: 'impots', to: 'dgi' },
    });
  });

  it('with one history of keys, from its first name on, which verifies from nothing', async () => {
    const { state, kinds, body } = await verifiedHistory('dgi');

    expect(kinds).toEqual(['agency', 'key-add', 'key-add', 'agency-policy', 'transfer']);
    expect([body.agency, state.agency, state.threshold]).toEqual(['dgi', 'dgi', 2]);
  });

  it('with its tokens, limits included', async () => {
    const { tokens } = (await (
      await world.send('GET', '/api/v1/agencies/dgi/tokens', { token: world.tokens.impots })
    ).json()) as TokenList;
    const [one] = tokens.filter(({ algorithms }) => algorithms !== null);
    const stranger = await world.send('GET', '/api/v1/agencies/dgi/tokens', { token: world.tokens.cnss });

    expect(tokens.every(({ agency }) => agency === 'dgi')).toBe(true);
    expect(one?.algorithms).toEqual(['dgi/taxe', 'dgi/futur']);
    expect(stranger.status).toBe(403);
  });

  it('publishes with them, signed by its keys', async () => {
    const sample = await packSample({ name: 'dgi/futur' });
    await uploadSample({ url: world.server.url, token: limited }, sample);
    const body = { releases: [releaseRequestOf(sample, [first, second])] };
    const answer = await world.send('POST', '/api/v1/releases', { token: limited, body });

    expect(answer.status).toBe(201);
    expect(await prove('/api/v1/algorithms/dgi/futur', 'dgi/futur')).toMatchObject({ state: { agency: 'dgi' } });
  });
});

describe('releases from before', () => {
  it('are proved, with the state after the rename', async () => {
    const verified = await prove(NEW, 'impots/taxe');

    expect([verified.state.agency, verified.current?.state.agency]).toEqual(['impots', 'dgi']);
  });

  it('are proved when keys change under the new name, and no longer when one is revoked from before them', async () => {
    const third = testKey('impots third');
    await change('dgi', keyAdd(third), [first, second, third]);
    const { index, current } = await prove(NEW, 'impots/taxe');
    expect(current?.state.keys).toHaveLength(3);

    await change('dgi', { kind: 'key-revoke', key: first.fingerprint, from: index }, [second, third]);
    await expect(prove(NEW, 'impots/taxe')).rejects.toThrow(/signer-revoked/);
  });

  it('are not proved with the state of another agency in place of the newest one', async () => {
    const proof = parseReleaseProof(await (await world.get(`${NEW}/versions/1.0.0/proof`)).text());
    const other = await world.json<AgencyKeys>('/api/v1/agencies/cnss/keys');
    const last = other.history.at(-1)!;
    const hashes = last.hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
    const leaf = parseLeaf(Buffer.from(last.leaf)) as NonNullable<typeof proof.current>['leaf'];
    const current = { index: last.index, leaf, hashes, state: parseState(Buffer.from(other.state)) };
    const forged = { ...proof, current, checkpoint: other.checkpoint };

    expect(() =>
      verifyReleaseProof({ proof: forged, logKey: log.verifier, expect: { name: 'impots/taxe', version: '1.0.0' } }),
    ).toThrow(/state-mismatch/);
  });
});

describe('the old name', () => {
  it.each([
    ['/api/v1/agencies/impots', '/api/v1/agencies/dgi'],
    ['/api/v1/agencies/impots/keys?after=3&size=9', '/api/v1/agencies/dgi/keys?after=3&size=9'],
    ['/api/v1/agencies/impots/tokens', '/api/v1/agencies/dgi/tokens'],
    [`${OLD}/versions/1.0.0/archive`, `${NEW}/versions/1.0.0/archive`],
  ])('leads to the new one: %s', async (path, location) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await world.get(path, { method });
      expect([answer.status, answer.headers.get('location')]).toEqual([308, location]);
    }
  });

  it('leads nowhere for an algorithm that it never had', async () => {
    expect((await world.get('/api/v1/algorithms/impots/futur')).status).toBe(404);
  });

  it('is given to nobody, and nothing is done under it', async () => {
    const { operator, tokens } = world;
    const { impots } = tokens;
    const answers = [
      await world.send('POST', '/api/v1/agencies', { token: operator, body: { name: 'impots' } }),
      await world.send('POST', '/api/v1/agencies/impots/tokens', { token: impots, body: { scopes: ['publish'] } }),
      await world.send('DELETE', '/api/v1/agencies/impots/tokens/any', { token: impots }),
      await world.tryPublish(impots, { name: 'impots/jamais' }),
      await world.tryPublish(impots, { name: 'impots/taxe', version: '2.0.0' }),
    ];
    const codes = (await Promise.all(answers.map((one) => one.json()))) as Problem[];
    expect(codes.map(({ code }) => code)).toEqual([
      ...['agency-taken', 'agency-moved', 'agency-moved', 'agency-moved', 'algorithm-moved'],
    ]);
    const taken = await world.move({ agency: 'cnss', from: 'cnss', to: 'impots' });
    expect(taken.answer.code).toBe('agency-taken');
  });

  it('and that after it lead, through two renames, straight to the present one', async () => {
    await change('dgi', { kind: 'transfer', from: 'dgi', to: 'tresor' }, [second, testKey('impots third')]);

    expect((await world.get('/api/v1/agencies/impots')).headers.get('location')).toBe('/api/v1/agencies/tresor');
    expect((await world.get(OLD)).headers.get('location')).toBe('/api/v1/algorithms/tresor/taxe');
    const { formerNames } = await world.json<Algorithm>('/api/v1/algorithms/tresor/taxe');
    const resolved = await world.json<{ moved: Record<string, { to: string; leaves: number[] }> }>(
      '/api/v1/resolve?r=impots/taxe&r=dgi/futur',
    );
    const { history } = await world.json<AgencyKeys>('/api/v1/agencies/tresor/keys');
    const moves = history.filter(({ leaf }) => leaf.startsWith('nforge-leaf/1 transfer')).map(({ index }) => index);

    expect(formerNames).toEqual(['impots/taxe', 'dgi/taxe']);
    expect(resolved.moved['impots/taxe']).toEqual({ to: 'tresor/taxe', leaves: moves });
    expect(resolved.moved['dgi/futur']).toEqual({ to: 'tresor/futur', leaves: moves.slice(1) });
    // Whoever asks under the present name gets a proof that names the old one, and the way from it.
    const present = await world.json<{ moved: object }>('/api/v1/resolve?r=tresor/taxe');
    expect(present.moved).toEqual({ 'impots/taxe': resolved.moved['impots/taxe'] });
  });
});
