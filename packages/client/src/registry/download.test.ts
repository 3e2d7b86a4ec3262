import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openWorkshop, temporaryFolder } from '../testing/workshop.ts';
import type { Fault } from '../testing/sample-state.ts';

const NAME = 'impots/income-tax';

async function shopWith(bulk: number, ...faults: Fault[]) {
  const shop = await openWorkshop();
  const record = await shop.registry.publish({ name: NAME, version: '1.0.0', bulk });
  const stored = shop.registry.find(NAME, '1.0.0')!;
  shop.registry.faults.push(...faults);
  const file = join(temporaryFolder(), 'archive');
  const source = { name: NAME, version: '1.0.0', ...record.archive };
  const fetch = () => shop.client.downloadArchive(source, { file });
  const ranges = () => shop.registry.requests.map(({ headers }) => headers.range);
  return { ...shop, source, stored, file, fetch, ranges };
}

/** Sends a part of the archive and hangs up; honours the range that was asked for. */
function cutEvery(bytes: number, archive: () => Buffer, times: number): Fault {
  let left = times;
  return (request, response) => {
    if (left-- <= 0) return false;
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = archive().subarray(start);
    const range = { 'content-range': `bytes ${start}-${archive().length - 1}/${archive().length}` };
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length, ...(start > 0 ? range : {}) });
    // A polite end of the connection: what was sent arrives, whatever the load.
    response.write(rest.subarray(0, bytes), () => request.socket.end());
    return true;
  };
}

describe('downloadArchive', () => {
  test('asks for exactly the missing bytes after each cut, however many', async () => {
    const shop = await shopWith(60_000);
    shop.registry.faults.push(cutEvery(10_000, () => shop.stored.archive, 3));

    await shop.fetch();

    expect(shop.ranges()).toEqual([undefined, 'bytes=10000-', 'bytes=20000-', 'bytes=30000-']);
    expect(readFileSync(shop.file)).toEqual(shop.stored.archive);
  });

  test('takes what the file holds already for the beginning', async () => {
    const shop = await shopWith(60_000);
    writeFileSync(shop.file, shop.stored.archive.subarray(0, 12_345));

    await shop.fetch();

    expect(shop.ranges()).toEqual(['bytes=12345-']);
    expect(readFileSync(shop.file)).toEqual(shop.stored.archive);
  });

  test('begins again when the beginning was something else', async () => {
    const shop = await shopWith(60_000);
    writeFileSync(shop.file, Buffer.alloc(12_345));

    await shop.fetch();

    expect(shop.ranges()).toEqual(['bytes=12345-', undefined]);
    expect(readFileSync(shop.file)).toEqual(shop.stored.archive);
  });

  test('begins again when the far end knows no ranges or no such range', async () => {
    const shop = await shopWith(60_000, (request, response) => {
      if (request.headers.range === undefined) return false;
      response.writeHead(416).end();
      return true;
    });
    writeFileSync(shop.file, shop.stored.archive.subarray(0, 100));

    await shop.fetch();
    expect(readFileSync(shop.file)).toEqual(shop.stored.archive);

    writeFileSync(shop.file, shop.stored.archive.subarray(0, 100));
    shop.registry.faults.splice(0, 1, (_, response) => {
      response.writeHead(200).end(shop.stored.archive);
      return true;
    });
    await shop.fetch();
    expect(readFileSync(shop.file)).toEqual(shop.stored.archive);
  });

  test('refuses a range that starts elsewhere', async () => {
    const shop = await shopWith(60_000, (request, response) => {
      if (request.headers.range === undefined) return false;
      response.writeHead(206, { 'content-range': 'bytes 0-9/10' }).end('0123456789');
      return true;
    });
    writeFileSync(shop.file, shop.stored.archive.subarray(0, 100));

    await expect(shop.fetch()).rejects.toMatchObject({ code: 'protocol', params: { reason: 'range' } });
  });

  test('fetches once more what arrives damaged, then says integrity and keeps nothing', async () => {
    const shop = await shopWith(1000);
    shop.stored.archive = Buffer.from(shop.stored.archive);
    shop.stored.archive[20]! ^= 1;

    await expect(shop.fetch()).rejects.toMatchObject({
      code: 'integrity',
      exit: 8,
      params: { expected: shop.source.digest },
    });

    expect(shop.registry.requests).toHaveLength(2);
    expect(statSync(shop.file).size).toBe(0);
  });

  test('never writes more than was announced, so that an endless answer fills no disk', async () => {
    const shop = await shopWith(1000, (_, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
      return true;
    });

    await expect(shop.fetch()).rejects.toMatchObject({ code: 'integrity', params: { actual: 'longer' } });
    expect(statSync(shop.file).size).toBe(0);
  });

  test('takes an answer that ends early for a cut, even when it ends politely', async () => {
    const shop = await shopWith(60_000);
    let first = true;
    shop.registry.faults.push((_, response) => {
      if (!first) return false;
      first = false;
      response.writeHead(200).end(shop.stored.archive.subarray(0, 5000));
      return true;
    });

    await shop.fetch();

    expect(shop.ranges()).toEqual([undefined, 'bytes=5000-']);
  });

  test('reports a disk that refuses', async () => {
    const shop = await shopWith(100);
    const { client, source } = shop;

    await expect(client.downloadArchive(source, { file: temporaryFolder() })).rejects.toMatchObject({
      code: 'file-access',
    });
  });
});
