import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

import { digestOf, inspect } from '@national-forge/archive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { flipByte } from '../testing/scenarios/scenario.ts';
import { sendRaw } from '../testing/contract-client.ts';
import { publishSample } from '../testing/publish-sample.ts';
import type { Sample } from '../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;
let sample: Sample;
let token: string;
const base = '/api/v1/algorithms/essais/double';

beforeAll(async () => {
  server = await startTestRegistry();
  token = await server.token('essais', ['publish', 'lifecycle']);
  const files = { 'page.html': '<script>alert(1)</script>', 'image.svg': '<svg/>', 'données.txt': 'é'.repeat(3000) };
  sample = await publishSample({ url: server.url, token }, { name: 'essais/double', files });
});
afterAll(() => server.stop());

/** Reads without fetch's own decoding. */
const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') => {
  const lines = Object.entries({ host: 'x', connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return sendRaw(server.port, `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
};

describe('documents', () => {
  const path = `${base}/versions/1.0.0`;

  it('come in every content coding with the same bytes inside and an ETag of their own', async () => {
    const plain = await get(path);
    const forms = {
      gzip: gunzipSync((await get(path, { 'accept-encoding': 'gzip' })).body),
      br: brotliDecompressSync((await get(path, { 'accept-encoding': 'br;q=1, gzip;q=0.5' })).body),
      zstd: zstdDecompressSync((await get(path, { 'accept-encoding': 'gzip, br, zstd' })).body),
    };
    const tags = await Promise.all(
      ['identity', 'gzip', 'br', 'zstd'].map(async (coding) =>
        (await get(path, { 'accept-encoding': coding })).headers.get('etag'),
      ),
    );

    expect(Object.values(forms).map((body) => body.equals(plain.body))).toEqual([true, true, true]);
    expect(new Set(tags).size).toBe(4);
    expect(plain.headers.get('vary')).toBe('Accept-Encoding');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('answer 304 to any of their ETags, weak ones and lists included, and 200 to others', async () => {
    const { headers } = await get(path, { 'accept-encoding': 'gzip' });
    const etag = headers.get('etag') ?? '';
    const ask = async (value: string) =>
      (await get(path, { 'if-none-match': value, 'accept-encoding': 'gzip' })).status;

    expect(await Promise.all([etag, `W/${etag}`, `"x", ${etag}`, '*'].map(ask))).toEqual([304, 304, 304, 304]);
    expect(await Promise.all(['"x"', etag.slice(0, -2), ''].map(ask))).toEqual([200, 200, 200]);
  });

  it('answer HEAD with the headers of GET and no body', async () => {
    const whole = await get(path);
    const head = await get(path, {}, 'HEAD');

    expect(head.body).toHaveLength(0);
    for (const name of ['etag', 'content-length', 'content-type'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
  });

  it('are the same through another spelling of the address', async () => {
    const [front, behind] = [await get(path), await get(path.replace('essais', '%65ssais'))];

    expect([behind.status, behind.headers.get('etag')]).toEqual([200, front.headers.get('etag')]);
    expect(behind.body.equals(front.body)).toBe(true);
  });

  it('change with what they show, and an ETag read compressed serves as If-Match', async () => {
    const status = `${base}/versions/1.0.0/status`;
    const { headers } = await get(status, { 'accept-encoding': 'gzip' });
    const changed = await fetch(server.url + status, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': headers.get('etag') ?? '',
      },
      body: JSON.stringify({ yanked: false, deprecated: true, reason: 'une autre suit' }),
    });
    const after = await get(status);

    expect(changed.status).toBe(200);
    expect(after.headers.get('etag')).toBe(changed.headers.get('etag'));
    expect(after.headers.get('cache-control')).toBe('no-cache');
    expect((await get(base)).body.toString()).toContain('"deprecated":true');
  });
});

describe('archives and files', () => {
  it('come as zstd, or as gzip when that is preferred, and prove the same release', async () => {
    const ask = (accept: string) => get(`${base}/versions/1.0.0/archive`, { accept });
    const zstd = await ask('application/zstd, application/gzip;q=0.5');
    const gzip = await ask('application/gzip');
    const digests = await Promise.all(
      [zstd, gzip].map(async (one) => (await inspect(Readable.from([one.body], { objectMode: false }))).releaseDigest),
    );

    expect(zstd.body.equals(sample.archive)).toBe(true);
    expect([zstd.headers.get('content-type'), gzip.headers.get('content-type')]).toEqual([
      'application/zstd',
      'application/gzip',
    ]);
    expect(new Set(digests)).toEqual(new Set([sample.releaseDigest]));
  });

  it.each(['archive', 'files/données.txt'].map((one) => `${base}/versions/1.0.0/${encodeURI(one)}`).concat('blob'))(
    '%s is served in ranges that add up, with the digest of the whole',
    async (given) => {
      const path = given === 'blob' ? `/api/v1/blobs/${digestOf(sample.archive)}` : given;
      const whole = await get(path);
      const size = whole.body.length;
      const parts = await Promise.all(
        ['bytes=0-9', `bytes=10-${size}`, 'bytes=-5'].map((range) => get(path, { range })),
      );
      const other = await get(path, { range: 'bytes=0-9', 'if-range': '"other"' });

      expect(parts.map(({ status }) => status)).toEqual([206, 206, 206]);
      expect(Buffer.concat(parts.slice(0, 2).map(({ body }) => body)).equals(whole.body)).toBe(true);
      expect(parts[2]?.body.equals(whole.body.subarray(-5))).toBe(true);
      expect(parts[0]?.headers.get('content-range')).toBe(`bytes 0-9/${size}`);
      expect(parts[0]?.headers.get('repr-digest')).toBe(
        `sha-256=:${Buffer.from(digestOf(whole.body).slice(7), 'hex').toString('base64')}:`,
      );
      expect([other.status, other.body.length]).toEqual([200, size]);
    },
  );

  it.each(['page.html', 'image.svg'])('%s cannot run in the origin of the registry', async (file) => {
    const { headers } = await get(`${base}/versions/1.0.0/files/${file}`);

    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('count a download once, not for HEAD, 304 or a later range', async () => {
    const path = `${base}/versions/1.0.0/archive`;
    const counts: string[] = [];
    const { deps } = server.registry;
    const count = deps.downloads.count.bind(deps.downloads);
    Object.assign(deps.downloads, {
      count: (release: { name: string; version: string }, at: Date) => {
        counts.push(`${release.name}@${release.version}`);
        count(release, at);
      },
    });

    const { headers } = await get(path);
    await get(path, { range: 'bytes=5-9' });
    await get(path, { 'if-none-match': headers.get('etag') ?? '' });
    await get(path, {}, 'HEAD');

    expect(counts).toEqual(['essais/double@1.0.0']);
  });
});

describe('a flipped byte in a stored blob', () => {
  it('is never served as valid: archive, gzip form, file, blob, range', async () => {
    const big = {
      'noise.bin': Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => ((index * 7919) % 251) ^ (index >> 8))),
    };
    const damaged = await publishSample({ url: server.url, token }, { name: 'essais/damaged', files: big });
    const path = '/api/v1/algorithms/essais/damaged/versions/1.0.0';
    await flipByte(server, digestOf(damaged.archive));
    const middle = damaged.archive.length >> 1;
    const attempts: [string, Record<string, string>][] = [
      [`${path}/archive`, {}],
      [`${path}/archive`, { accept: 'application/gzip' }],
      [`${path}/archive`, { range: `bytes=${middle - 10}-${middle + 10}` }],
      [`${path}/files/noise.bin`, {}],
      [`/api/v1/blobs/${digestOf(damaged.archive)}`, {}],
    ];

    for (const [target, headers] of attempts) {
      const answer = await get(target, headers);
      const announced = Number(answer.headers.get('content-length'));
      const isCut = answer.status < 300 && answer.body.length < announced;
      expect([target, answer.status === 500 || isCut]).toEqual([target, true]);
    }
  });
});
