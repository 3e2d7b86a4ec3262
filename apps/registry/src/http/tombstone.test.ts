import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Algorithm, Problem, ReleaseStatus, Resolution, VersionSegment } from '@national-forge/api';
import { digestOf } from '@national-forge/archive';
import { parseReleaseProof, verifyReleaseProof } from '@national-forge/transparency';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openLogClient } from '../testing/log-client.ts';
import { publishSample, publishSamples, uploadSample } from '../testing/publish-sample.ts';
import { runRegistry } from '../testing/run-registry.ts';
import { packSample, type Sample } from '../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

/** How long a busy machine may take; nothing waits longer than it must. */
const PATIENCE = { timeout: 20_000 };

let server: TestRegistry;
let token: string;
let sample: Sample;
let shared: Sample;
/** Other forms of archives that lay on the disk before. */
let forms: readonly string[];

const url = (path: string, name = 'taxe') => `${server.url}/api/v1/algorithms/impots/${name}${path}`;
const read = async <T>(path: string, name?: string): Promise<T> => (await (await fetch(url(path, name))).json()) as T;
const tombstone = (release: string, ...more: readonly string[]) =>
  runRegistry(['tombstone', release, '--reference', 'TA-Rabat/2026-17', '--data', server.dataDir, ...more]);
const hexOf = ({ archive }: Sample): string => digestOf(archive).slice('sha256:'.length);
const blobOf = (of: Sample): string => join(server.dataDir, 'blobs', hexOf(of).slice(0, 2), hexOf(of));
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

beforeAll(async () => {
  server = await startTestRegistry();
  token = await server.token('impots', ['publish']);
  const publisher = { url: server.url, token };
  sample = await publishSample(publisher, { name: 'impots/taxe' });
  await publishSample(publisher, { name: 'impots/taxe', version: '1.1.0' });
  await publishSample(publisher, { name: 'impots/taxe', version: '1.2.0' });
  shared = await publishSample(publisher, { name: 'impots/commun' });
  // Read before: what is in memory must not outlive the decision.
  for (const path of ['/versions/1.0.0', '/versions/1.0.0/archive', '/versions/1.0.0/files/README.md']) {
    await (await fetch(url(path))).arrayBuffer();
  }
  await fetch(url('/versions/1.0.0/archive'), { headers: { accept: 'application/gzip' } }).then((one) =>
    one.arrayBuffer(),
  );
  forms = await readdir(join(server.dataDir, 'derived'));
});
afterAll(() => server.stop());

describe('tombstone', () => {
  it('is told its leaf, as JSON where asked, and again that it was done before', async () => {
    const first = await tombstone('impots/taxe@1.0.0', '--json');
    const again = await tombstone('impots/taxe@1.0.0', '--json');

    expect([first.code, again.code]).toEqual([0, 0]);
    expect(JSON.parse(first.stdout)).toMatchObject({
      ...{ name: 'impots/taxe', version: '1.0.0', reference: 'TA-Rabat/2026-17' },
      receipt: { leaf: expect.stringContaining('nforge-leaf/1 tombstone\n') as string },
    });
    expect(JSON.parse(again.stdout)).toEqual({ ...(JSON.parse(first.stdout) as object), repeated: true });
  });

  it('names the decision that the log names, and ends with 7 where it was told another', async () => {
    const args = ['tombstone', 'impots/taxe@1.0.0', '--reference', 'AUTRE/1', '--data', server.dataDir];
    const other = await runRegistry([...args, '--json']);

    expect(other.code).toBe(7);
    expect(JSON.parse(other.stdout)).toMatchObject({ reference: 'TA-Rabat/2026-17', repeated: true });
    expect(other.stderr).toContain('"TA-Rabat/2026-17"');
  });

  it.each([
    [['nothing'], 2],
    [['impots/taxe@1'], 2],
    [['impots/inconnu@1.0.0'], 6],
    [['impots/taxe@9.9.9'], 6],
  ])('ends on %j with exit code %d', async (args, code) => {
    expect((await tombstone(...(args as [string]))).code).toBe(code);
  });

  it('takes no free text as the reference', async () => {
    const args = ['tombstone', 'impots/taxe@1.1.0', '--reference', 'M. Untel a demandé', '--data', server.dataDir];

    const { code, stderr } = await runRegistry(args);

    expect(code).toBe(2);
    expect(stderr).toContain('A-Z a-z 0-9 . _ / -');
  });
});

describe('a release that was removed by law', () => {
  it.each(['/versions/1.0.0/archive', '/versions/1.0.0/files/README.md', '/versions/1.0.0/files/none'])(
    'answers 410 for %s, naming the decision',
    async (path) => {
      const response = await fetch(url(path));

      expect(response.headers.get('cache-control')).toBe('no-store');
      expect((await response.json()) as Problem).toMatchObject({
        status: 410,
        code: 'release-tombstoned',
        params: { name: 'impots/taxe', version: '1.0.0', reference: 'TA-Rabat/2026-17' },
      });
    },
  );

  it('has its bytes gone from the disk and from every address', async () => {
    expect(forms).toEqual([`${hexOf(sample)}.gzip`]);
    expect(await readdir(join(server.dataDir, 'derived'))).toEqual([]);
    expect(await exists(blobOf(sample))).toBe(false);
    const blob = await fetch(`${server.url}/api/v1/blobs/${digestOf(sample.archive)}`);
    expect([blob.status, ((await blob.json()) as Problem).code]).toEqual([410, 'release-tombstoned']);
  });

  it('keeps its record and its proof, which still verifies', async () => {
    const { verifier } = await openLogClient(server.url);
    const proof = parseReleaseProof(await (await fetch(url('/versions/1.0.0/proof'))).text());
    const expected = { name: 'impots/taxe', version: '1.0.0', release: sample.releaseDigest };

    expect(await read('/versions/1.0.0')).toMatchObject({ releaseDigest: sample.releaseDigest });
    expect(verifyReleaseProof({ proof, logKey: verifier, expect: expected }).release).toBe(sample.releaseDigest);
  });

  it('says so in its status and in the lists, and cannot be changed any more', async () => {
    const status = await read<ReleaseStatus>('/versions/1.0.0/status');
    const segment = await read<VersionSegment>('/versions/segments/0');
    const head = await read<Algorithm>('');
    const lifecycle = await server.token('impots', ['lifecycle']);
    const change = await fetch(url('/versions/1.0.0/status'), {
      method: 'PUT',
      headers: { authorization: `Bearer ${lifecycle}`, 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify({ yanked: true, deprecated: false, reason: 'too late' }),
    });

    expect(status.tombstoned).toMatchObject({ reference: 'TA-Rabat/2026-17' });
    expect(segment.versions[0]).toMatchObject({ version: '1.0.0', tombstoned: true });
    expect(head.versions.find(({ version }) => version === '1.0.0')).toMatchObject({ tombstoned: true });
    expect(change.status).toBe(410);
  });

  it('is never offered again, not even to whom names it exactly or has locked it', async () => {
    const ask = async (body: object) => {
      const response = await fetch(`${server.url}/api/v1/resolve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Resolution & Problem;
    };

    const exact = await ask({ requirements: { 'impots/taxe': '1.0.0' } });
    const range = await ask({ requirements: { 'impots/taxe': '~1.0.0' } });
    expect([exact.code, range.code]).toEqual(['no-version', 'no-version']);
    for (const { errors } of [exact, range]) {
      expect(errors.find(({ code }) => code === 'release-tombstoned')?.message).toContain('"TA-Rabat/2026-17"');
    }
    expect(
      (await ask({ requirements: { 'impots/taxe': '^1' }, locked: { 'impots/taxe@1': '1.0.0' } })).releases[0]?.version,
    ).toBe('1.2.0');
  });

  it('cannot be published again, with the same content or another', async () => {
    const publisher = { url: server.url, token };
    const other = await packSample({ name: 'impots/taxe', files: { 'README.md': '# Autre\n' } });
    const uploads = [await uploadSample(publisher, sample), await uploadSample(publisher, other)];

    const answers = [await publishSamples(publisher, [sample]), await publishSamples(publisher, [other])];

    expect(uploads.map(({ status }) => status)).toEqual([410, 201]);
    expect(await exists(blobOf(sample))).toBe(false);
    expect(answers.map(({ status }) => status)).toEqual([410, 410]);
  });

  it('gives latest and its channels to those that are left', async () => {
    await tombstone('impots/taxe@1.2.0');

    await expect.poll(async () => (await read<Algorithm>('')).latest, PATIENCE).toBe('1.1.0');
  });
});

describe('with its record', () => {
  it('leaves name, version and digest, and nothing of what the manifest said', async () => {
    const ended = await tombstone('impots/commun@1.0.0', '--with-record');
    await expect.poll(async () => (await fetch(url('/versions/1.0.0', 'commun'))).status, PATIENCE).toBe(410);

    const segment = await (await fetch(url('/versions/segments/0', 'commun'))).text();
    const head = await (await fetch(url('', 'commun'))).text();
    const search = await (await fetch(`${server.url}/api/v1/search?q=Doubler&agency=impots`)).text();
    const entries = await (await fetch(`${server.url}/api/v1/log/entries?limit=1000`)).json();

    const { verifier } = await openLogClient(server.url);
    const proof = parseReleaseProof(await (await fetch(url('/versions/1.0.0/proof', 'commun'))).text());

    expect(verifyReleaseProof({ proof, logKey: verifier, expect: shared }).release).toBe(shared.releaseDigest);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('leaf');
    expect(segment).toContain(shared.releaseDigest);
    expect(head).not.toContain('Doubler');
    expect(search).not.toContain('impots/commun');
    const leaf = (entries as { entries: { leaf: string }[] }).entries.find(({ leaf: text }) =>
      text.includes('name impots/commun\n'),
    );
    const detail = /\ndetail (sha256:[0-9a-f]+)\n/.exec(leaf?.leaf ?? '')?.[1] ?? '';
    expect((await fetch(`${server.url}/api/v1/blobs/${detail}`)).status).toBe(404);
  });
});

describe('the other versions', () => {
  it('keep their archives', async () => {
    const publisher = { url: server.url, token };
    const one = await publishSample(publisher, { name: 'impots/un' });
    const next = await publishSample(publisher, { name: 'impots/un', version: '1.1.0' });

    await tombstone('impots/un@1.0.0');

    expect([await exists(blobOf(one)), await exists(blobOf(next))]).toEqual([false, true]);
    expect((await fetch(url('/versions/1.1.0/archive', 'un'))).status).toBe(200);
  });
});
