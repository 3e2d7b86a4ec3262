import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { SampleLog } from '../testing/sample-log.ts';
import { listen, sendJson, stop } from '../testing/wire.ts';
import { impatientClient } from '../testing/workshop.ts';

/** A registry that gives a history a few steps at a time; `cut` says what is on a page. */
async function paging(cut: (steps: readonly { index: number }[]) => readonly { index: number }[]) {
  const log = new SampleLog();
  log.openAgency('impots');
  for (let count = 0; count < 6; count++) log.addKey('impots');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const query = new URL(request.url ?? '', 'http://registry.invalid').searchParams;
    const size = Number(query.get('size') ?? log.size);
    const body = log.agencyKeys('impots', { after: Number(query.get('after') ?? -1), size });
    log.pad();
    sendJson(response, { ...body, history: cut(body?.history ?? []) });
  });
  await listen(server);
  onTestFinished(() => stop(server));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { log, asked, ...impatientClient({ registry }) };
}

test('a history that comes in pages is joined, all of it as of the tree of the first page', async () => {
  const { client, log, asked } = await paging((steps) => steps.slice(0, 3));
  const { size } = log;

  const whole = await client.agencyKeys('impots');

  expect(whole.history.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(whole.checkpoint).toBe(log.checkpoint(size));
  const path = '/api/v1/agencies/impots/keys';
  expect(asked).toEqual([path, `${path}?after=3&size=${size}`, `${path}?after=6&size=${size}`]);
});

test('a part of it is read on from where it was asked for, in the tree that was asked for', async () => {
  const { client, asked } = await paging((steps) => steps.slice(0, 3));

  const part = await client.agencyKeys('impots', { after: 2, size: 7 });

  expect(part.history.map(({ index }) => index)).toEqual([3, 4, 5, 6]);
  expect(asked.map((path) => path.replace(/^.*\?/, ''))).toEqual(['after=2&size=7', 'after=5&size=7']);
});

test('a page without a step is the end, and a registry that gives the same page for ever is no registry', async () => {
  const short = await paging((steps) => steps.slice(0, steps[0]?.index === 1 ? 2 : 0));
  expect((await short.client.agencyKeys('impots')).history).toHaveLength(2);

  const first: { index: number }[] = [];
  const endless = await paging((steps) => (first.length === 0 ? (first.push(...steps.slice(0, 2)), first) : first));
  await expect(endless.client.agencyKeys('impots')).rejects.toMatchObject({
    code: 'protocol',
    params: { reason: 'pages' },
  });
  expect(endless.asked).toHaveLength(64);
});
