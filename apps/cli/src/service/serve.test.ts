import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import { describe, expect, it, onTestFinished } from 'vitest';

import { folderWithAlgorithms, vector } from '../testing/algorithms.ts';
import { call } from '../testing/call.ts';
import { spawnMain } from '../testing/spawn-main.ts';

const CODE = `export default ({ value }) => {
  if (value === 13) throw new Error('unlucky');
  if (value === 14) for (;;);
  return { result: value * 2 };
};
`;

const folder = () => folderWithAlgorithms([{ name: 'eau/double', code: CODE, vectors: [vector('three', 3, 6)] }]);

/** Starts the service in this process; it stops when the test ends. */
async function service(words: readonly string[] = ['--serve', '0']): Promise<{ readonly url: string }> {
  const abort = new AbortController();
  const line = Promise.withResolvers<string>();
  const cwd = await folder();
  const called = call(['run', './double', ...words], { cwd, signal: abort.signal, onOut: line.resolve });
  onTestFinished(async () => {
    abort.abort();
    await called;
  });
  const told = await Promise.race([line.promise, called.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  return { url: told.trim() };
}

/** Starts the service as a person does, in a process of its own. */
async function serviceProcess() {
  const child = spawnMain(['run', './double', '--serve', '0'], { cwd: await folder() });
  const stderr = text(child.stderr);
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, child, stderr, ended: once(child, 'close') as Promise<[number | null]> };
}

const post = (url: string, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(url, { method: 'POST', body, headers });

/** Sends a request word by word, as fetch would not. */
async function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = createConnection({ host: hostname, port: Number(port) });
  socket.end(request);
  return text(socket);
}

const PYTHON_CLIENT = `
import json, sys, urllib.error, urllib.request

def call(value):
    body = json.dumps(value).encode("utf-8")
    request = urllib.request.Request(sys.argv[1], body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        return json.load(error)

print(json.dumps([call({"value": 21}), call({"value": "x"})]))
`;

describe('nforge run --serve', () => {
  it('answers a program in Python, and tells it what is wrong with an input', async () => {
    const { url } = await service();
    const client = spawn('python3', ['-c', PYTHON_CLIENT, url], { env: { PATH: process.env['PATH'] } });

    const [answer, refused] = JSON.parse(await text(client.stdout)) as unknown[];

    expect(answer).toEqual({ result: 42 });
    expect(refused).toEqual({
      type: 'urn:national-forge:run:input-invalid',
      title: 'The input does not fit the contract',
      status: 422,
      code: 'input-invalid',
      detail: 'The input does not fit the contract at /value: must be number.',
      pointer: '/value',
    });
  });

  it('answers many at once, each with its own output', async () => {
    const { url } = await service();

    const outputs = await Promise.all(
      Array.from({ length: 50 }, async (_, value) =>
        value === 13 || value === 14
          ? value * 2
          : ((await (await post(url, JSON.stringify({ value }))).json()) as { result: number }).result,
      ),
    );

    expect(outputs).toEqual(Array.from({ length: 50 }, (_, value) => value * 2));
  });

  it('answers problems of RFC 9457, and goes on after a program that throws or never ends', async () => {
    const { url } = await service();
    const asked = async (body: string) => {
      const response = await post(url, body);
      const { code } = (await response.json()) as { code: string };
      return [response.status, response.headers.get('content-type'), code];
    };

    expect(await asked('{"value": 13}')).toEqual([500, 'application/problem+json', 'threw']);
    expect(await asked('{"value": 14}')).toEqual([504, 'application/problem+json', 'timeout']);
    expect(await asked('{"value": ')).toEqual([400, 'application/problem+json', 'input-not-json']);
    expect((await post(url, '{"value": 1}')).status).toBe(200);
  });

  it('describes itself, contract included', async () => {
    const { url } = await service();

    const response = await fetch(url);

    expect(await response.json()).toMatchObject({
      name: 'eau/double',
      version: '0.1.0',
      engine: 'javascript',
      contract: { inputMode: 'strict', input: { type: 'object' }, output: { type: 'object' } },
    });
  });

  it('refuses what a page of the web could send it: forms, texts, and names that lead here', async () => {
    const { url } = await service();
    const { host } = new URL(url);

    expect((await post(url, '{"value": 1}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(url, '{"value": 1}', { 'content-type': 'application/json-x' })).status).toBe(415);
    expect((await fetch(url, { method: 'OPTIONS' })).status).toBe(405);
    expect((await fetch(url)).headers.get('access-control-allow-origin')).toBeNull();
    const rebound = `GET / HTTP/1.1\r\nHost: evil.example:${host.split(':')[1] ?? ''}\r\nConnection: close\r\n\r\n`;
    expect(await raw(url, rebound)).toMatch(/^HTTP\/1\.1 421 /);
    expect((await fetch(`${url}/other`)).status).toBe(404);
    expect((await fetch(url, { method: 'PUT', body: '{}' })).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('reads no body that is too large, whatever it says of its length', async () => {
    const { url } = await service();
    const large = JSON.stringify({ value: 1, note: 'x'.repeat(2 ** 20) });

    expect((await post(url, large)).status).toBe(413);
    const { host } = new URL(url);
    const head = `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    expect(await raw(url, `${head}${chunk.repeat(17)}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('stops at SIGINT with 0, after the request under way', async () => {
    const { url, child, stderr, ended } = await serviceProcess();
    const underWay = post(url, '{"value": 14}');
    await post(url, '{"value": 1}');

    child.kill('SIGINT');

    expect((await underWay).status).toBe(504);
    expect((await ended)[0]).toBe(0);
    expect(await stderr).toBe(`Listening: ${url} (eau/double@0.1.0). Ctrl-C stops it.\nStopped.\n`);
  });

  it('stops at SIGTERM with 0, too', async () => {
    const { child, ended } = await serviceProcess();

    child.kill('SIGTERM');

    expect((await ended)[0]).toBe(0);
  });

  it('listens on the port that was asked for, and says when another program has it', async () => {
    const { url } = await service(['--serve', '[::1]:0', '--json']).then(
      ({ url: line }) => JSON.parse(line) as { url: string },
    );
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await post(url, '{"value": 4}')).status).toBe(200);

    const second = await call(['run', './double', '--serve', url.slice(7)], { cwd: await folder() });

    expect(second.exit).toBe(1);
    expect(second.stderr).toContain(`Error: Nothing can listen at ${url} (EADDRINUSE).`);
  });
});
