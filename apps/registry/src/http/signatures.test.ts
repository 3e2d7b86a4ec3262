import type { Problem, Submission } from '@national-forge/api';
import { formatEnvelope, signEnvelope } from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { changeAgency, keyAdd, testKey } from '../adapters/testing/keys.ts';
import { publishSample, releaseRequestOf, signSample, uploadSample } from '../testing/publish-sample.ts';
import { packSample, type Sample } from '../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;
let token: string;
let sample: Sample;
const impots = testKey('impots');
const second = testKey('impots second');
const ci = testKey('impots ci');

beforeAll(async () => {
  server = await startTestRegistry();
  token = await server.token('impots', ['publish']);
  await server.token('douanes', ['publish']);
  sample = await packSample({ name: 'impots/taxe' });
  await uploadSample({ url: server.url, token }, sample);
});
afterAll(() => server.stop());

type Entry = ReturnType<typeof releaseRequestOf>;

async function send(release: Entry, more: Partial<Entry> = {}) {
  const response = await fetch(`${server.url}/api/v1/releases`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ releases: [{ ...release, ...more }] }),
  });
  const body = (await response.json()) as Problem & Submission;
  return { status: response.status, code: body.code, params: body.params, detail: body.detail, body };
}

const change = (wish: Parameters<typeof changeAgency>[1]) =>
  changeAgency(server.registry.deps, wish).then((outcome) => expect(outcome).toMatchObject({ ok: true }));

const size = async (): Promise<number> => (await server.registry.deps.log.checkpoint()).size;

describe('a release is refused before a byte of its archive is read', () => {
  const unsent = async (): Promise<Sample> => packSample({ name: 'impots/taxe', version: '9.0.0' });

  it('when another agency signed it', async () => {
    const { status, code, params } = await send(releaseRequestOf(await unsent(), [testKey('douanes')]));

    expect([status, code, params]).toEqual([
      422,
      'signature-invalid',
      expect.objectContaining({ agency: 'impots', reason: 'signer-unknown', key: testKey('douanes').fingerprint }),
    ]);
  });

  it('when a signature beside a good one is by a stranger: an envelope means the same to everyone', async () => {
    const { code, params } = await send(releaseRequestOf(await unsent(), [impots, testKey('a stranger')]));

    expect([code, params.reason]).toEqual(['signature-invalid', 'signer-unknown']);
  });

  it('when the signature was made over something else', async () => {
    const [one, other] = [await unsent(), await packSample({ name: 'impots/taxe', version: '9.1.0' })];
    const envelope = { ...signSample(one), signatures: signSample(other).signatures };

    expect(await send(releaseRequestOf(one), { envelope })).toMatchObject({
      code: 'signature-invalid',
      params: { reason: 'signature-invalid' },
    });
  });

  it.each([
    ['name', { name: 'impots/autre' }],
    ['version', { version: '9.0.1' }],
    ['release', { releaseDigest: `sha256:${'1'.repeat(64)}` }],
  ])('when the statement has another %s', async (field, other) => {
    const one = await unsent();
    const envelope = signSample({ ...one, ...other });

    expect(await send(releaseRequestOf(one), { envelope })).toMatchObject({
      status: 422,
      code: 'statement-mismatch',
      params: { name: 'impots/taxe', version: '9.0.0', field },
    });
  });

  it('when the envelope holds a change of the agency instead of a statement', async () => {
    const payload = Buffer.from(signSample(await unsent()).payload, 'base64');
    const envelope = JSON.parse(
      Buffer.from(formatEnvelope(signEnvelope({ payloadType: 'application/json', payload }, [impots]))).toString(),
    ) as Entry['envelope'];

    expect(await send(releaseRequestOf(await unsent()), { envelope })).toMatchObject({
      code: 'signature-invalid',
      params: { reason: 'envelope-type' },
    });
  });

  it('when statement or envelope are written in another way than the canonical one', async () => {
    const one = await unsent();
    const { payload, payloadType, signatures } = signSample(one);
    const spaced = Buffer.from(`${Buffer.from(payload, 'base64').toString()} `).toString('base64');
    const twice = { payload, payloadType, signatures: [...signatures, ...signatures] };

    const answers = [
      await send(releaseRequestOf(one), { envelope: { payload: spaced, payloadType, signatures } }),
      await send(releaseRequestOf(one), { envelope: twice }),
    ];

    expect(answers.map(({ code, params }) => [code, params.reason])).toEqual([
      ['signature-invalid', 'statement-malformed'],
      ['signature-invalid', 'envelope-malformed'],
    ]);
  });

  it('and the reason is told in the language of the reader', async () => {
    const response = await fetch(`${server.url}/api/v1/releases`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': 'fr' },
      body: JSON.stringify({ releases: [releaseRequestOf(await unsent(), [testKey('douanes')])] }),
    });

    expect(((await response.json()) as Problem).detail).toContain("l'organisme n'a pas la clé qui a signé");
  });
});

describe('what was signed of the files', () => {
  it.each(['manifest', 'contract', 'vectors'] as const)('must be what they are: %s', async (field) => {
    const signable = { ...sample.signable, [field]: `sha256:${'2'.repeat(64)}` };

    expect(await send(releaseRequestOf({ ...sample, signable }))).toMatchObject({
      code: 'statement-mismatch',
      params: { field },
    });
  });

  it('leaves nothing behind when it is refused', async () => {
    const before = await size();

    await send(releaseRequestOf({ ...sample, signable: { ...sample.signable, contract: null } }));

    const facts = await server.registry.deps.catalogue.findRelease(sample);
    expect([await size(), facts]).toEqual([before, undefined]);
  });
});

describe('keys for releases only', () => {
  const expires = Math.floor(Date.now() / 1000) + 3600;

  it('sign the names they were given, and no other', async () => {
    await change({
      agency: 'impots',
      change: keyAdd(ci, { use: 'ci', names: ['taxe'], expires }),
      signers: [impots, ci],
    });
    const other = await packSample({ name: 'impots/autre' });

    expect(await send(releaseRequestOf(other, [ci]))).toMatchObject({
      code: 'signature-invalid',
      params: { reason: 'signer-not-allowed', key: ci.fingerprint },
    });
    expect(await send(releaseRequestOf(sample, [ci]))).toMatchObject({ status: 201 });
  });

  it('count no more when their time is over, by the time of the log', async () => {
    const later = await startTestRegistry({
      dataDir: server.dataDir,
      registry: { clock: { now: () => new Date((expires + 10) * 1000) } },
    });
    const next = await packSample({ name: 'impots/taxe', version: '1.1.0' });

    const response = await fetch(`${later.url}/api/v1/releases?validate-only=true`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await later.token('impots', ['publish'])}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ releases: [releaseRequestOf(next, [ci])] }),
    });
    await later.stop();

    expect((await response.json()) as Problem).toMatchObject({
      code: 'signature-invalid',
      params: { reason: 'signer-expired' },
    });
  });
});

describe('the same release again', () => {
  it('gives the stored receipt with its proof, whoever signed it this time and with whatever bytes', async () => {
    const first = await send(releaseRequestOf(sample, [impots]));
    const again = await send(releaseRequestOf(sample, [impots]), { envelope: signSample(sample, [testKey('nobody')]) });

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.receipts).toEqual(first.body.receipts);
    expect(again.body.receipts[0]?.log.leaf).toContain('nforge-leaf/1 release\n');
  });

  it('stands though the key that signed it was revoked since', async () => {
    await publishSample({ url: server.url, token }, { name: 'impots/stable' });
    await change({ agency: 'impots', change: keyAdd(second), signers: [impots, second] });
    await change({
      agency: 'impots',
      change: { kind: 'key-revoke', key: impots.fingerprint, from: null },
      signers: [second],
    });
    const again = await packSample({ name: 'impots/stable' });

    expect((await send(releaseRequestOf(again, [impots]))).status).toBe(200);
    expect(await send(releaseRequestOf(await packSample({ name: 'impots/neuf' }), [impots]))).toMatchObject({
      code: 'signature-invalid',
      params: { reason: 'signer-revoked' },
    });
  });
});
