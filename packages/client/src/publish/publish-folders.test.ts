import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { inspect, pack } from '@national-forge/archive';
import { describe, expect, onTestFinished, test } from 'vitest';

import { sampleFiles } from '../testing/manifest.ts';
import { startSampleRegistry, type Fault, type SampleRegistry } from '../testing/sample-registry.ts';
import { sendJson, sendProblem, writeFiles } from '../testing/wire.ts';
import { impatientClient, temporaryFolder } from '../testing/workshop.ts';
import { publishFolders } from './publish-folders.ts';

const NAME = 'impots/income-tax';
const receipt = {
  name: NAME,
  version: '1.0.0',
  releaseDigest: `sha256:${'1'.repeat(64)}`,
  archive: { digest: `sha256:${'2'.repeat(64)}`, size: 5 },
  publishedAt: '2026-01-01T00:00:00Z',
  publisher: 'x',
};

function sampleFolder(files: Readonly<Record<string, string>> = sampleFiles({ name: NAME, version: '1.0.0' })): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

/** Answers the publish itself; uploads are kept as they come. */
async function shop(...answers: Fault[]) {
  const registry: SampleRegistry = await startSampleRegistry();
  onTestFinished(() => registry.close());
  const bodies: unknown[] = [];
  let turn = 0;
  registry.faults.push(async (request, response, seen) => {
    if (!seen.path.startsWith('/api/v1/releases')) return false;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (chunks.length > 0)
      bodies.push({ query: request.url, ...(JSON.parse(Buffer.concat(chunks).toString()) as object) });
    const answer = answers[Math.min(turn++, answers.length - 1)];
    return answer?.(request, response, seen) ?? false;
  });
  return { registry, bodies, ...impatientClient({ registry: registry.url, token: 'nforge_x' }) };
}

const sendState =
  (state: string, more: object = {}): Fault =>
  (_, response) => {
    sendJson(response, { id: 'sub-1', state, receipts: [], warnings: [], ...more });
    return true;
  };

describe('publishFolders', () => {
  test('checks, packs, uploads and asks for the publish, and leaves nothing behind', async () => {
    const { registry, bodies, client } = await shop(sendState('published', { receipts: [receipt] }));
    const folder = sampleFolder();
    const temporary = temporaryFolder();
    const events: string[] = [];

    const { submission } = await publishFolders(client, [folder], {
      temporary,
      onProgress: ({ kind }) => events.push(kind),
    });

    expect(submission.receipts).toEqual([receipt]);
    expect([...new Set(events)]).toEqual(['check', 'pack', 'upload', 'submit']);
    const [[digest, bytes] = ['', Buffer.alloc(0)]] = registry.blobs;
    const { releaseDigest } = await pack(folder);
    expect(bodies).toEqual([
      {
        query: '/api/v1/releases',
        releases: [{ name: NAME, version: '1.0.0', releaseDigest, archive: { digest, size: bytes.length } }],
      },
    ]);
    expect((await inspect(Readable.from([bytes]))).releaseDigest).toBe(releaseDigest);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('asks only, when dry, and uploads nothing the registry has', async () => {
    const { registry, bodies, client } = await shop(sendState('accepted'));
    const folder = sampleFolder();

    await publishFolders(client, [folder], { dryRun: true });
    const { submission } = await publishFolders(client, [folder], { dryRun: true });

    expect(submission.state).toBe('accepted');
    expect(bodies[0]).toMatchObject({ query: '/api/v1/releases?validate-only=true' });
    expect(registry.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('sends nothing when the checks here find errors, and says where they are', async () => {
    const { registry, client } = await shop(sendState('published'));
    const bad = sampleFolder({ ...sampleFiles({ name: NAME, version: '1.0.0' }), 'vectors.json': '[]' });

    await expect(publishFolders(client, [sampleFolder(), bad])).rejects.toMatchObject({
      code: 'admission-failed',
      exit: 5,
      findings: [
        expect.objectContaining({ folder: expect.any(String) as string }),
        { folder: bad, findings: [expect.objectContaining({ severity: 'error', file: 'vectors.json' })] },
      ],
    });
    expect(registry.requests).toEqual([]);
  });

  test('says that a folder holds no algorithm', async () => {
    const { client } = await shop(sendState('published'));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'hello.txt'), 'x');

    await expect(publishFolders(client, [folder])).rejects.toMatchObject({
      code: 'manifest-missing',
      params: { path: folder },
    });
  });

  test('waits while the registry judges, as long as it asks, and comes back with the receipts', async () => {
    const judging: Fault = (_, response) => {
      response.writeHead(202, { 'content-type': 'application/json', location: '/elsewhere', 'retry-after': '3' });
      response.end(JSON.stringify({ id: 'sub-1', state: 'judging', receipts: [], warnings: [] }));
      return true;
    };
    const { registry, client, pauses } = await shop(judging, judging, sendState('published', { receipts: [receipt] }));

    const { submission } = await publishFolders(client, [sampleFolder()]);

    expect(submission.receipts).toEqual([receipt]);
    expect(pauses).toEqual([3000, 3000]);
    expect(registry.requests.slice(-2).map(({ path }) => path)).toEqual([
      '/api/v1/releases/sub-1',
      '/api/v1/releases/sub-1',
    ]);
  });

  test('throws the problem of a submission that was refused afterwards', async () => {
    const problem = {
      type: '/problems/version-taken',
      title: 't',
      status: 409,
      code: 'version-taken',
      detail: 'd',
      hint: 'h',
      params: {},
      errors: [],
      requestId: 'r',
    };
    const { client } = await shop(sendState('refused', { problem }));

    await expect(publishFolders(client, [sampleFolder()])).rejects.toMatchObject({
      code: 'version-taken',
      exit: 7,
      problem,
    });
  });

  test('asks again after a cut, as the same content gives the same receipt', async () => {
    const cut: Fault = (_, response) => {
      response.destroy();
      return true;
    };
    const { bodies, client } = await shop(cut, sendState('published', { receipts: [receipt] }));

    await publishFolders(client, [sampleFolder()]);

    expect(bodies).toHaveLength(2);
  });

  test('uploads once more when an archive was collected meanwhile', async () => {
    const { registry, client } = await shop(
      (_, response) => {
        registry.blobs.clear();
        sendProblem(response, 'blob-missing', { digest: 'x', name: NAME, version: '1.0.0' });
        return true;
      },
      sendState('published', { receipts: [receipt] }),
    );

    await expect(publishFolders(client, [sampleFolder()])).resolves.toBeDefined();
    expect(registry.blobs.size).toBe(1);
  });

  test('ends when the caller gives up, and removes the archives', async () => {
    const controller = new AbortController();
    const { client } = await shop(() => {
      controller.abort();
      return true;
    });
    const temporary = temporaryFolder();

    await expect(
      publishFolders(client, [sampleFolder()], { temporary, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(temporary)).toEqual([]);
  });
});
