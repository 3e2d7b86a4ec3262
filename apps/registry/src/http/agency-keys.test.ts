import type { AgencyChanged, AgencyKeys, Problem } from '@national-forge/api';
import {
  assertInclusion,
  hashLeaf,
  openCheckpoint,
  parseLeaf,
  parseState,
  stateDigest,
  verifyAgencyHistory,
  type AgencyState,
  type Change,
  type Signer,
} from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { changeAgency, createAgencies, keyAdd, testKey } from '../adapters/testing/keys.ts';
import { changeBody } from '../testing/agency-changes.ts';
import { openLogClient, type LogClient } from '../testing/log-client.ts';
import { releaseRequestOf, uploadSample } from '../testing/publish-sample.ts';
import { packSample } from '../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;
let client: LogClient;
let owner: string;
const [a, b, c] = [testKey('impots'), testKey('impots b'), testKey('impots c')];

beforeAll(async () => {
  server = await startTestRegistry();
  client = await openLogClient(server.url);
  owner = await server.token('impots', ['owner']);
});
afterAll(() => server.stop());

const path = (agency = 'impots') => `${server.url}/api/v1/agencies/${agency}/keys`;

async function post(body: object, token = owner, agency = 'impots'): Promise<Response> {
  return fetch(path(agency), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function change(wish: Change, signers: readonly Signer[]) {
  const body = await changeBody(server.registry.deps, { agency: 'impots', change: wish, signers });
  const response = await post(body);
  const answer = (await response.json()) as AgencyChanged & Problem;
  return { status: response.status, body, answer };
}

const keys = async (query = ''): Promise<AgencyKeys> => (await (await fetch(`${path()}${query}`)).json()) as AgencyKeys;

/** Verifies a history as a client does, from nothing or from a state it knows. */
function verify({ history, checkpoint, state }: AgencyKeys, from?: AgencyState): AgencyState {
  const { size, root } = openCheckpoint(checkpoint, client.verifier);
  const entries = history.map(({ index, leaf, envelope, hashes }) => {
    const bytes = Buffer.from(leaf);
    const decoded = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
    assertInclusion({ index, size, root, leafHash: hashLeaf(bytes), hashes: decoded });
    return { index, leaf: parseLeaf(bytes), envelope: envelope && Buffer.from(JSON.stringify(envelope)) };
  });
  const verified = verifyAgencyHistory({ origin: client.verifier.name, entries, ...(from && { from }) });
  expect(stateDigest(verified.state)).toBe(stateDigest(parseState(Buffer.from(state))));
  return verified.state;
}

async function publish(version: string, signers: readonly Signer[]): Promise<Response> {
  const sample = await packSample({ name: 'impots/taxe', version, runs: false });
  const token = await server.token('impots', ['publish']);
  await uploadSample({ url: server.url, token }, sample);
  return fetch(`${server.url}/api/v1/releases`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ releases: [releaseRequestOf(sample, signers)] }),
  });
}

describe('an agency with two of three', () => {
  it('adds keys and demands two signatures from then on', async () => {
    expect((await change(keyAdd(b), [a, b])).status).toBe(201);
    expect((await change(keyAdd(c), [a, c])).status).toBe(201);
    expect((await change({ kind: 'agency-policy', threshold: 2 }, [b])).status).toBe(201);

    const one = (await (await publish('1.0.0', [a])).json()) as Problem;
    const two = await publish('1.0.0', [a, c]);

    expect(one).toMatchObject({ code: 'threshold-unmet', params: { agency: 'impots', threshold: 2, count: 1 } });
    expect(two.status).toBe(201);
  });

  it('revokes one in between with the two others; what it signed before stands, what it signs now does not', async () => {
    const before = await keys();
    const refused = await change({ kind: 'key-revoke', key: c.fingerprint, from: null }, [a, c]);
    const done = await change({ kind: 'key-revoke', key: c.fingerprint, from: null }, [a, b]);

    expect([refused.status, refused.answer.code]).toEqual([422, 'threshold-unmet']);
    expect(done.status).toBe(201);
    expect((await (await publish('1.1.0', [a, c])).json()) as Problem).toMatchObject({
      code: 'signature-invalid',
      params: { reason: 'signer-revoked', key: c.fingerprint },
    });
    expect((await publish('1.1.0', [a, b])).status).toBe(201);
    expect((await fetch(`${server.url}/api/v1/algorithms/impots/taxe/versions/1.0.0`)).status).toBe(200);
    expect(before.state).not.toBe((await keys()).state);
  });

  it('does not lock itself out', async () => {
    const revoked = await change({ kind: 'key-revoke', key: b.fingerprint, from: null }, [a, b]);
    const raised = await change({ kind: 'agency-policy', threshold: 3 }, [a, b]);

    expect([revoked.answer.code, raised.answer.code]).toEqual(['threshold-unreachable', 'threshold-unreachable']);
  });

  it('shows the whole way there, and every step can be verified from nothing', async () => {
    const state = verify(await keys());

    expect([state.threshold, state.keys.map(({ until }) => until !== null)]).toEqual([2, [false, false, true]]);
  });

  it('shows what came after a leaf, and a state as of an earlier tree', async () => {
    const all = await keys();
    const known = all.history[2];
    const sizes = all.history.map(({ index }) => index);
    const earlier = await keys(`?size=${openCheckpointSize(all, 2)}`);

    const from = verify({ ...earlier, history: all.history.slice(0, 3), checkpoint: all.checkpoint });
    const rest = await keys(`?after=${known?.index}`);

    expect(rest.history.map(({ index }) => index)).toEqual(sizes.slice(3));
    expect(stateDigest(verify(rest, from))).toBe(stateDigest(verify(all)));
    expect(earlier.history.map(({ index }) => index)).toEqual(sizes.slice(0, 3));
    expect(earlier.leaf).toBe(known?.index);
  });

  it('of an agency that changed often is told in pages, all of them in the tree of the first', async () => {
    const { deps } = server.registry;
    const policy: Change = { kind: 'agency-policy', threshold: 1 };
    const again = () => changeAgency(deps, { agency: 'douanes', change: policy, signers: [testKey('douanes')] });
    const read = async (query = '') => (await (await fetch(`${path('douanes')}${query}`)).json()) as AgencyKeys;
    await createAgencies(deps, 'douanes');
    for (let turn = 0; turn < 300; turn += 1) await again();

    const first = await read();
    await again();
    const { size } = openCheckpoint(first.checkpoint, client.verifier);
    const second = await read(`?after=${first.history.at(-1)?.index}&size=${size}`);

    expect([first.history.length, second.history.length]).toEqual([256, 302 - 256]);
    expect(second).toMatchObject({ state: first.state, leaf: first.leaf, checkpoint: first.checkpoint });
    expect(second.history.at(-1)?.index).toBe(first.leaf);
    verify({ ...first, history: [...first.history, ...second.history] });
    expect(() => verify(first)).toThrow();
  });
});

/** The tree that ends with a step of the history: each was written alone, so it has a checkpoint. */
const openCheckpointSize = ({ history }: AgencyKeys, step: number): number => (history[step]?.index ?? 0) + 1;

describe('a change', () => {
  it('answers with the new state and the proof, and the same again with the same receipt', async () => {
    const d = testKey('impots d');
    const { body, answer } = await change(keyAdd(d), [a, b, d]);
    const again = (await (await post(body)).json()) as AgencyChanged;

    expect(parseState(Buffer.from(answer.state)).keys.map(({ fingerprint }) => fingerprint)).toContain(d.fingerprint);
    expect(answer.leaf).toBe(answer.receipt.index);
    expect(again).toEqual(answer);
  });

  it('that was signed for an earlier state is stale', async () => {
    const { deps } = server.registry;
    const wish = { agency: 'impots', change: { kind: 'agency-policy', threshold: 1 } as const, signers: [a, b] };
    const early = await changeBody(deps, wish);
    await change(keyAdd(testKey('impots e')), [a, b, testKey('impots e')]);

    const late = (await (await post(early)).json()) as Problem;

    expect(late).toMatchObject({ status: 409, code: 'change-stale', params: { agency: 'impots' } });
  });

  it('of another agency does not pass under this address, whoever signed it', async () => {
    await server.token('douanes', ['owner']);
    const theirs = await changeBody(server.registry.deps, {
      agency: 'douanes',
      change: { kind: 'agency-policy', threshold: 1 },
      signers: [testKey('douanes')],
    });

    expect((await (await post(theirs)).json()) as Problem).toMatchObject({ code: 'change-refused' });
  });

  it('by the operator alone is not taken over HTTP', async () => {
    const fresh = testKey('impots fresh');
    const { public: spki } = keyAdd(fresh) as { public: string };
    const wish = { kind: 'key-reset', algorithm: 'ed25519', public: spki } as const;

    expect((await change(wish, [fresh])).answer.code).toBe('change-refused');
  });

  it('needs the token of an owner of that agency, whatever is signed', async () => {
    const body = await changeBody(server.registry.deps, {
      agency: 'impots',
      change: { kind: 'agency-policy', threshold: 1 },
      signers: [a, b],
    });
    const publisher = await server.token('impots', ['publish']);
    const stranger = await server.token('douanes', ['owner']);

    expect([(await post(body, publisher)).status, (await post(body, stranger)).status]).toEqual([403, 403]);
    expect((await keys()).state).toContain('\nthreshold 2\n');
  });
});

describe('eight that change the keys of an agency at once', () => {
  it('make one change; the others learn that theirs is stale', async () => {
    const { deps } = server.registry;
    const bodies = await Promise.all(
      Array.from({ length: 8 }, (_, at) => {
        const key = testKey(`impots racer ${at}`);
        return changeBody(deps, { agency: 'impots', change: keyAdd(key), signers: [a, b, key] });
      }),
    );

    const answers = await Promise.all(bodies.map((body) => post(body)));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    verify(await keys());
  });
});
