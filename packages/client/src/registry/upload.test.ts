import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

import { describe, expect, onTestFinished, test } from 'vitest';

import { startSampleProxy } from '../testing/sample-proxy.ts';
import { startSampleRegistry, type SampleRegistry } from '../testing/sample-registry.ts';
import type { Fault } from '../testing/sample-state.ts';
import { sendProblem } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';
import type { BlobSource } from './upload.ts';

const MiB = 1024 * 1024;

function blob(size: number): BlobSource & { readonly bytes: Buffer; readonly opened: (readonly [number, number])[] } {
  const bytes = randomBytes(size);
  const opened: (readonly [number, number])[] = [];
  const open = (start: number, end: number) => {
    opened.push([start, end]);
    return Readable.from(pieces(bytes.subarray(start, end)), { objectMode: false });
  };
  return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, size, bytes, opened, open };
}

function* pieces(bytes: Buffer): Generator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function registryWith(...faults: Fault[]): Promise<SampleRegistry> {
  const registry = await startSampleRegistry();
  onTestFinished(() => registry.close());
  registry.faults.push(...faults);
  return registry;
}

const methods = (registry: SampleRegistry) => registry.requests.map(({ method }) => method);

/** Takes some bytes of the first upload, keeps them, and hangs up. */
function cutAfter(registry: () => SampleRegistry, keep: number, times = 1): Fault {
  let left = times;
  return async (request, response, { method, path }) => {
    if ((method !== 'PUT' && method !== 'PATCH') || left-- <= 0) return false;
    const digest = path.slice(path.lastIndexOf('/') + 1);
    const known = registry().uploads.get(digest) ?? Buffer.alloc(0);
    const chunks: Buffer[] = [known];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
      if (Buffer.concat(chunks).length - known.length >= keep) break;
    }
    registry().uploads.set(digest, Buffer.concat(chunks).subarray(0, known.length + keep));
    response.destroy();
    return true;
  };
}

describe('uploadBlob', () => {
  test('sends nothing when the registry has it', async () => {
    const registry = await registryWith();
    const source = blob(1000);
    registry.blobs.set(source.digest, source.bytes);
    const { client } = impatientClient({ registry: registry.url });

    await expect(client.uploadBlob(source)).resolves.toBe(false);

    expect(methods(registry)).toEqual(['HEAD']);
    expect(source.opened).toEqual([]);
  });

  test('sends it whole at first and tells how far it is', async () => {
    const registry = await registryWith();
    const source = blob(MiB);
    const progress: number[] = [];
    const { client } = impatientClient({ registry: registry.url });

    await expect(client.uploadBlob(source, { onProgress: (sent) => progress.push(sent) })).resolves.toBe(true);

    expect(methods(registry)).toEqual(['HEAD', 'PUT']);
    expect(registry.blobs.get(source.digest)).toEqual(source.bytes);
    expect(progress.at(-1)).toBe(MiB);
    expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
  });

  test('goes on where an earlier run stopped', async () => {
    const registry = await registryWith();
    const source = blob(3 * MiB);
    registry.uploads.set(source.digest, source.bytes.subarray(0, MiB));
    const { client } = impatientClient({ registry: registry.url });

    await client.uploadBlob(source);

    expect(methods(registry)).toEqual(['HEAD', 'PATCH']);
    expect(source.opened).toEqual([[MiB, 3 * MiB]]);
    expect(registry.blobs.get(source.digest)).toEqual(source.bytes);
  });

  test('resumes at the byte where the connection was cut', async () => {
    const registry: SampleRegistry = await registryWith(cutAfter(() => registry, 500_000));
    const source = blob(2 * MiB);
    const { client, pauses } = impatientClient({ registry: registry.url });

    await client.uploadBlob(source);

    expect(methods(registry)).toEqual(['HEAD', 'PUT', 'HEAD', 'PATCH']);
    expect(source.opened).toEqual([
      [0, 2 * MiB],
      [500_000, 2 * MiB],
    ]);
    expect(pauses).toHaveLength(1);
    expect(registry.blobs.get(source.digest)).toEqual(source.bytes);
  });

  test('comes through any number of cuts as long as each try gets further', async () => {
    const registry: SampleRegistry = await registryWith(cutAfter(() => registry, 70_000, 20));
    const source = blob(2 * MiB);
    const { client } = impatientClient({ registry: registry.url });

    await client.uploadBlob(source);

    expect(registry.blobs.get(source.digest)).toEqual(source.bytes);
  });

  test('gives up after five tries that got nowhere', async () => {
    const registry: SampleRegistry = await registryWith(cutAfter(() => registry, 0, 100));
    const { client, pauses } = impatientClient({ registry: registry.url });

    await expect(client.uploadBlob(blob(MiB))).rejects.toMatchObject({ code: 'network' });

    expect(pauses).toHaveLength(4);
  });

  test('ends when a registry contradicts itself for ever', async () => {
    const registry = await registryWith((_, response, { method }) => {
      if (method === 'HEAD') return false;
      sendProblem(response, 'upload-offset-mismatch', { expected: 5, offered: 0 });
      return true;
    });
    const { client } = impatientClient({ registry: registry.url });

    await expect(client.uploadBlob(blob(1000))).rejects.toMatchObject({ code: 'upload-offset-mismatch' });
    expect(registry.requests.length).toBeLessThan(100);
  });

  test('does not repeat what the registry refuses for good', async () => {
    const registry = await registryWith((request, response, { method }) => {
      if (method !== 'PUT') return false;
      request.resume().on('end', () => sendProblem(response, 'quota-exceeded', { wanted: 2, limit: 1 }));
      return true;
    });
    const { client } = impatientClient({ registry: registry.url });

    await expect(client.uploadBlob(blob(1000))).rejects.toMatchObject({ code: 'quota-exceeded', exit: 5 });
    expect(methods(registry)).toEqual(['HEAD', 'PUT']);
  });

  test('says at once that a token is needed', async () => {
    const registry = await registryWith((_, response, { method }) => {
      if (method !== 'HEAD') return false;
      sendProblem(response, 'token-expired', { expiresAt: '2026-01-01' });
      return true;
    });
    const { client } = impatientClient({ registry: registry.url });

    await expect(client.uploadBlob(blob(1000))).rejects.toMatchObject({ code: 'unauthenticated', exit: 4 });
    expect(methods(registry)).toEqual(['HEAD']);
  });

  test.each([
    ['answers 413', false],
    ['hangs up without a word', true],
  ])('passes a proxy with a body limit that %s, in pieces that fit', async (_title, silent) => {
    const registry = await registryWith();
    const proxy = await startSampleProxy({ bodyLimit: 300_000, silent });
    onTestFinished(() => proxy.close());
    const source = blob(3 * MiB);
    const { client } = impatientClient({
      registry: registry.url,
      proxy: { http: proxy.url },
      retry: { attempts: 12 },
    });

    await expect(client.uploadBlob(source, { chunkBytes: MiB })).resolves.toBe(true);

    expect(registry.blobs.get(source.digest)).toEqual(source.bytes);
    expect(methods(registry).filter((method) => method === 'PATCH').length).toBeGreaterThan(3);
  });

  test('says so when not even the smallest piece passes', async () => {
    const registry = await registryWith();
    const proxy = await startSampleProxy({ bodyLimit: 1000 });
    onTestFinished(() => proxy.close());
    const { client } = impatientClient({ registry: registry.url, proxy: { http: proxy.url } });

    await expect(client.uploadBlob(blob(MiB))).rejects.toMatchObject({
      code: expect.stringMatching(/protocol|network/) as string,
    });
  });
});
