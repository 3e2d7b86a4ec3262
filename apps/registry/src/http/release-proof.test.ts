import type { Problem } from '@national-forge/api';
import {
  openCheckpoint,
  parseReleaseProof,
  TransparencyError,
  verifyReleaseProof,
  type VerifiedRelease,
} from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { changeAgency, keyAdd, testKey } from '../adapters/testing/keys.ts';
import { fillLog } from '../testing/fill-log.ts';
import { openLogClient, type LogClient } from '../testing/log-client.ts';
import { publishSample } from '../testing/publish-sample.ts';
import type { Sample } from '../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;
let client: LogClient;
let sample: Sample;
let token: string;
const [first, second] = [testKey('impots'), testKey('impots second')];

beforeAll(async () => {
  server = await startTestRegistry();
  client = await openLogClient(server.url);
  token = await server.token('impots', ['publish']);
  await fillLog(server.registry.deps, 300);
  sample = await publishSample({ url: server.url, token }, { name: 'impots/taxe' });
});
afterAll(() => server.stop());

const get = (query = '', name = 'taxe') =>
  fetch(`${server.url}/api/v1/algorithms/impots/${name}/versions/1.0.0/proof${query}`);

const verify = (file: string): VerifiedRelease =>
  verifyReleaseProof({
    proof: parseReleaseProof(file),
    logKey: client.verifier,
    expect: { name: 'impots/taxe', version: '1.0.0', release: sample.releaseDigest },
  });

describe('the proof file of a release', () => {
  it('proves it to whoever has the key of the log, as of the newest checkpoint', async () => {
    const response = await get();
    const verified = verify(await response.text());

    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'no-cache',
    ]);
    expect(verified).toMatchObject({ release: sample.releaseDigest, signers: [first.fingerprint] });
    expect(verified.checkpoint.size).toBe((await client.checkpoint()).size);
    expect(verified.statement).toEqual({
      ...{ name: 'impots/taxe', version: '1.0.0', release: sample.releaseDigest },
      ...sample.signable,
    });
  });

  it('is at most 3 kB with Ed25519', async () => {
    expect((await (await get()).text()).length).toBeLessThanOrEqual(3000);
  });

  it('has an ETag that lasts as long as log and keys do', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    const same = await fetch((await get()).url, { headers: { 'if-none-match': etag } });
    await fillLog(server.registry.deps, 1, 'later');

    expect(same.status).toBe(304);
    expect((await get()).headers.get('etag')).not.toBe(etag);
  });

  it('of a given size is the same for ever, whatever is appended', async () => {
    const { size } = await client.checkpoint();
    const before = await get(`?size=${size}`);
    await changeAgency(server.registry.deps, { agency: 'impots', change: keyAdd(second), signers: [first, second] });

    const after = await get(`?size=${size}`);

    expect(after.headers.get('cache-control')).toContain('immutable');
    expect(await after.text()).toBe(await before.text());
  });

  it('of a size at which no checkpoint was signed does not exist', async () => {
    const logged = verify(await (await get()).text()).index;

    const answers = [await get(`?size=${logged}`), await get('?size=17'), await get('?size=1700')];
    const told = await Promise.all(answers.map(async (one) => ((await one.json()) as Problem).code));

    expect(told).toEqual(['log-range', 'checkpoint-unknown', 'log-range']);
    expect((await get(`?size=${logged + 1}`)).status).toBe(200);
  });

  it('shows the newest state of the agency where its keys have changed since', async () => {
    const verified = verify(await (await get()).text());

    expect(verified.current?.state.keys).toHaveLength(2);
    expect(verified.state.keys).toHaveLength(1);
  });

  it('no longer proves what a revocation took back, with the checkpoint that holds it', async () => {
    const { index } = verify(await (await get()).text());
    const { size } = await client.checkpoint();
    const change = { kind: 'key-revoke', key: first.fingerprint, from: index } as const;
    await changeAgency(server.registry.deps, { agency: 'impots', change, signers: [second] });

    const now = await (await get()).text();
    const then = await (await get(`?size=${size}`)).text();

    expect(() => verify(now)).toThrow(TransparencyError);
    expect(() => verify(now)).toThrow(/signer-revoked|threshold-unmet/);
    expect(verify(then).index).toBe(index);
  });

  it('is of this release alone', async () => {
    await publishSample({ url: server.url, token }, { name: 'impots/autre' }).catch(() => undefined);
    const file = await (await get()).text();
    const proof = parseReleaseProof(file);

    expect(openCheckpoint(proof.checkpoint, client.verifier).origin).toBe(client.verifier.name);
    expect(() =>
      verifyReleaseProof({ proof, logKey: client.verifier, expect: { name: 'impots/taxe', version: '2.0.0' } }),
    ).toThrow(/release-mismatch/);
  });

  it('is unknown where algorithm or version are', async () => {
    expect((await get('', 'inconnu')).status).toBe(404);
  });
});

describe('the receipt of a publish', () => {
  it('holds the leaf and its proof against a checkpoint of that moment', async () => {
    const { catalogue, log } = server.registry.deps;
    const facts = await catalogue.findRelease({ name: 'impots/taxe', version: '1.0.0' });
    const receipt = await log.receipt(facts?.logIndex ?? -1);

    expect(receipt?.leaf).toContain(`release ${sample.releaseDigest}\n`);
    expect(openCheckpoint(receipt?.checkpoint ?? '', client.verifier).size).toBe((facts?.logIndex ?? 0) + 1);
  });
});
