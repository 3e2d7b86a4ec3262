import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { openCheckWorker } from '@national-forge/admission';
import type { LogReceipt } from '@national-forge/api';
import { inspect, pack } from '@national-forge/archive';
import { parseEnvelope, parseStatement, type Signer } from '@national-forge/transparency';
import { afterAll, describe, expect, test } from 'vitest';

import { signWith } from '../keys/choose-signers.ts';
import { openDesk, receiptOf } from '../keys/testing/desk.ts';
import { sampleFiles } from '../testing/manifest.ts';
import type { Fault } from '../testing/sample-state.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { sendJson, sendProblem, writeFiles } from '../testing/wire.ts';
import { temporaryFolder } from '../testing/workshop.ts';
import { publishFolders, type PublishFoldersOptions } from './publish-folders.ts';
import { signFolders } from './sign-folders.ts';

const NAME = 'impots/income-tax';

const worker = openCheckWorker();
afterAll(() => worker.close());

/** Publishes with checks in the one thread of this file, as a program does that publishes again and again. */
const publishHere: typeof publishFolders = (client, folders, options) =>
  publishFolders(client, folders, { worker, ...options });

function sampleFolder(files: Readonly<Record<string, string>> = sampleFiles({ name: NAME, version: '1.0.0' })): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

interface Body {
  readonly query: string | undefined;
  readonly releases: readonly { readonly releaseDigest: string; readonly envelope: object }[];
}

/** Answers the publish itself; uploads are kept as they come. */
async function shop(...answers: Answer[]) {
  const log = new SampleLog();
  const sign: PublishFoldersOptions['sign'] = signWith([log.openAgency('impots')]);
  const desk = await openDesk(log);
  const { registry } = desk;
  const bodies: Body[] = [];
  let turn = 0;
  registry.faults.push(async (request, response, seen) => {
    if (!seen.path.startsWith('/api/v1/releases')) return false;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    if (text !== '') bodies.push({ query: request.url, ...(JSON.parse(text) as Omit<Body, 'query'>) });
    const answer = answers[Math.min(turn++, answers.length - 1)];
    return answer?.(request, response, { ...seen, log, body: bodies.at(-1) }) ?? false;
  });
  return { ...desk, bodies, sign };
}

type Answer = (
  request: Parameters<Fault>[0],
  response: Parameters<Fault>[1],
  seen: Parameters<Fault>[2] & { readonly log: SampleLog; readonly body: Body | undefined },
) => ReturnType<Fault>;

/** Logs what was sent, and acknowledges it. */
const publishes =
  (spoil: (receipt: LogReceipt) => LogReceipt = (receipt) => receipt): Answer =>
  (_, response, { log, body }) => {
    const receipts = body?.releases.map(({ envelope, releaseDigest }) => {
      const statement = parseStatement(parseEnvelope(JSON.stringify(envelope)).payload);
      const { name, version } = statement;
      const index = log.release(statement);
      const archive = { digest: `sha256:${'2'.repeat(64)}`, size: 5 };
      const facts = { name, version, releaseDigest, archive, publishedAt: '2026-01-01T00:00:00Z', publisher: 'x' };
      return { ...facts, log: spoil(receiptOf(log, index)) };
    });
    sendJson(response, { id: 'sub-1', state: 'published', receipts, warnings: [] });
    return true;
  };

const sendState =
  (state: string, more: object = {}): Answer =>
  (_, response) => {
    sendJson(response, { id: 'sub-1', state, receipts: [], warnings: [], ...more });
    return true;
  };

describe('publishFolders', () => {
  test('checks, packs, uploads and asks for the publish, and leaves nothing behind', async () => {
    const { registry, bodies, client, sign } = await shop(publishes());
    const folder = sampleFolder();
    const temporary = temporaryFolder();
    const events: string[] = [];

    const { submission } = await publishFolders(client, [folder], {
      sign,
      temporary,
      onProgress: ({ kind }) => events.push(kind),
    });

    expect(submission.receipts).toMatchObject([{ name: NAME, version: '1.0.0', log: { index: 3 } }]);
    expect([...new Set(events)]).toEqual(['check', 'sign', 'pack', 'upload', 'submit']);
    const [[digest, bytes] = ['', Buffer.alloc(0)]] = registry.blobs;
    const { releaseDigest } = await pack(folder);
    const envelope = expect.objectContaining({ payloadType: 'application/vnd.in-toto+json' }) as object;
    const archived = { digest, size: bytes.length };
    const release = { name: NAME, version: '1.0.0', releaseDigest, archive: archived, envelope };
    expect(bodies).toEqual([{ query: '/api/v1/releases', releases: [release] }]);
    expect((await inspect(Readable.from([bytes]))).releaseDigest).toBe(releaseDigest);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('asks only, when dry, and uploads nothing the registry has', async () => {
    const { registry, bodies, client, sign } = await shop(sendState('accepted'));
    const folder = sampleFolder();

    await publishHere(client, [folder], { dryRun: true, sign });
    const { submission } = await publishHere(client, [folder], { dryRun: true, sign });

    expect(submission.state).toBe('accepted');
    expect(bodies[0]).toMatchObject({ query: '/api/v1/releases?validate-only=true' });
    expect(registry.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('sends nothing when the checks here find errors, and says where they are', async () => {
    const { registry, client, sign } = await shop(publishes());
    const bad = sampleFolder({ ...sampleFiles({ name: NAME, version: '1.0.0' }), 'vectors.json': '[]' });

    await expect(publishHere(client, [sampleFolder(), bad], { sign })).rejects.toMatchObject({
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
    const { client, sign } = await shop(publishes());
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'hello.txt'), 'x');

    await expect(publishHere(client, [folder], { sign })).rejects.toMatchObject({
      code: 'manifest-missing',
      params: { path: folder },
    });
  });

  test('waits while the registry judges, as long as it asks, and comes back with the receipts', async () => {
    const judging: Answer = (_, response) => {
      response.writeHead(202, { 'content-type': 'application/json', location: '/elsewhere', 'retry-after': '3' });
      response.end(JSON.stringify({ id: 'sub-1', state: 'judging', receipts: [], warnings: [] }));
      return true;
    };
    const { registry, client, pauses, sign } = await shop(judging, judging, publishes());

    const { submission } = await publishHere(client, [sampleFolder()], { sign });

    expect(submission.receipts).toMatchObject([{ name: NAME, version: '1.0.0', log: { index: 3 } }]);
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
    const { client, sign } = await shop(sendState('refused', { problem }));

    await expect(publishHere(client, [sampleFolder()], { sign })).rejects.toMatchObject({
      code: 'version-taken',
      exit: 7,
      problem,
    });
  });

  test('asks again after a cut, as the same content gives the same receipt', async () => {
    const cut: Answer = (_, response) => {
      response.destroy();
      return true;
    };
    const { bodies, client, sign } = await shop(cut, publishes());

    await publishHere(client, [sampleFolder()], { sign });

    expect(bodies).toHaveLength(2);
  });

  test('uploads once more when an archive was collected meanwhile', async () => {
    const { registry, client, sign } = await shop((_, response) => {
      registry.blobs.clear();
      sendProblem(response, 'blob-missing', { digest: 'x', name: NAME, version: '1.0.0' });
      return true;
    }, publishes());

    await expect(publishHere(client, [sampleFolder()], { sign })).resolves.toBeDefined();
    expect(registry.blobs.size).toBe(1);
  });

  test('ends when the caller gives up, and removes the archives', async () => {
    const controller = new AbortController();
    const { client, sign } = await shop(() => {
      controller.abort();
      return true;
    });
    const temporary = temporaryFolder();

    await expect(
      publishHere(client, [sampleFolder()], { sign, temporary, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('sends the statement that the agency signed, and the same files again give the same receipt', async () => {
    const { bodies, client, sign, log } = await shop(publishes());

    const { signed } = await publishHere(client, [sampleFolder()], { sign });

    const sent = parseEnvelope(JSON.stringify(bodies[0]?.releases[0]?.envelope));
    expect(sent).toEqual(signed[0]?.envelope);
    expect(sent.signatures.map(({ keyid }) => keyid)).toEqual(
      log.stateOf('impots')?.keys.map((key) => key.fingerprint),
    );
  });

  test('sends nothing as long as signatures are wanting, and publishes with those of others', async () => {
    const { registry, client, log } = await shop(publishes());
    const second = log.addKey('impots');
    const [first] = log.signers.get('impots') as [Signer];
    log.change('impots', { kind: 'agency-policy', threshold: 2 }, [first, second]);
    const isWrite = ({ method }: { readonly method: string }) => method !== 'GET';

    await expect(publishHere(client, [sampleFolder()], { sign: signWith([first]) })).rejects.toMatchObject({
      code: 'threshold-unmet',
      exit: 5,
      params: { agency: 'impots', threshold: 2, count: 1 },
    });
    expect(registry.requests.filter(isWrite)).toEqual([]);

    const [half] = await signFolders(client, [sampleFolder()], { worker, sign: signWith([first]) });
    const given = half === undefined ? [] : [half.envelope];
    await publishHere(client, [sampleFolder()], { with: given, sign: signWith([second]) });
    expect(log.entries.at(-1)?.leaf).toMatchObject({ kind: 'release', name: NAME });
  });

  test.each<[string, (receipt: LogReceipt) => LogReceipt]>([
    ['for another place', (receipt) => ({ ...receipt, index: receipt.index - 1 })],
    ['for another leaf', (receipt) => ({ ...receipt, leaf: receipt.leaf.replace('1.0.0', '1.0.1') })],
    ['without a proof', (receipt) => ({ ...receipt, hashes: [] })],
  ])('does not take a receipt %s for an acknowledgement', async (_, spoil) => {
    const { client, sign } = await shop(publishes(spoil));

    await expect(publishHere(client, [sampleFolder()], { sign })).rejects.toMatchObject({ code: 'receipt-invalid' });
  });

  test('does not take "published" without a receipt for every release', async () => {
    const { client, sign } = await shop(sendState('published'));

    await expect(publishHere(client, [sampleFolder()], { sign })).rejects.toMatchObject({
      code: 'receipt-invalid',
      exit: 8,
    });
  });
});
