import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { listen, sendJson, sendProblem, stop } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';

const NAME = 'impots/income-tax';

async function listing(versionCount: number) {
  const asked: string[] = [];
  let failures = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path.replace(/^.*\/versions/, ''));
    const segment = /segments\/(\d+)$/.exec(path)?.[1];
    if (segment === undefined) {
      const head = { versionCount, segmentSize: 256, segmentCount: Math.ceil(versionCount / 256), segments: 'x' };
      sendJson(response, { name: NAME, ...head });
      return;
    }
    if (failures-- > 0) {
      sendProblem(response, 'internal');
      return;
    }
    const first = Number(segment) * 256;
    const versions = Array.from({ length: Math.min(256, versionCount - first) }, (_, index) => ({
      version: `1.0.${first + index}`,
      digest: `sha256:${'0'.repeat(64)}`,
      publishedAt: '2026-01-01T00:00:00Z',
    }));
    sendJson(response, { name: NAME, segment: Number(segment), versions });
  });
  await listen(server);
  onTestFinished(() => stop(server));
  const { client } = impatientClient({ registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return { client, asked, fail: (times: number) => (failures = times) };
}

test('a listing fetches no segment before it is asked for, and each once', async () => {
  const { client, asked } = await listing(600);

  const versions = await client.versions(NAME);
  expect(asked).toEqual(['']);
  expect(versions).toMatchObject({ versionCount: 600, segmentCount: 3 });

  await Promise.all([versions.segment(2), versions.segment(2)]);
  expect(asked).toEqual(['', '/segments/2']);

  const all = await versions.all();
  expect(asked.toSorted()).toEqual(['', '/segments/0', '/segments/1', '/segments/2']);
  expect(all.map(({ version }) => version)).toEqual(Array.from({ length: 600 }, (_, i) => `1.0.${599 - i}`));
});

test('a segment that failed may be asked for again', async () => {
  const { client, fail } = await listing(10);
  const versions = await client.versions(NAME);
  fail(1);

  await expect(versions.segment(0)).rejects.toMatchObject({ code: 'internal' });
  await expect(versions.segment(0)).resolves.toHaveLength(10);
});
