import { writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { generate } from 'selfsigned';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { startSampleProxy, type SampleProxy, type SampleProxyOptions } from '../testing/sample-proxy.ts';
import { startSampleRegistry } from '../testing/sample-registry.ts';
import { listen, stop } from '../testing/wire.ts';
import { impatientClient, temporaryFolder } from '../testing/workshop.ts';

const HOST = 'forge.gov.test';
const NAME = 'impots/income-tax';

interface Certificates {
  readonly authority: string;
  readonly key: string;
  readonly cert: string;
}

let certificates: Certificates;

beforeAll(async () => {
  const authority = await generate([{ name: 'commonName', value: 'Office CA' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: HOST }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] }],
  });
  certificates = { authority: authority.cert, key: leaf.private, cert: leaf.cert };
});

/** Starts a registry behind TLS with a certificate of the office's own authority. */
async function secureRegistry() {
  const registry = await startSampleRegistry();
  const server = createTlsServer({ key: certificates.key, cert: certificates.cert }, registry.listener);
  await listen(server);
  onTestFinished(async () => {
    await stop(server);
    await registry.close();
  });
  await registry.publish({ name: NAME, version: '1.0.0' });
  const { port } = server.address() as AddressInfo;
  const caFile = join(temporaryFolder(), 'office.pem');
  writeFileSync(caFile, certificates.authority);
  return { registry, port, address: `https://${HOST}:${port}`, caFile };
}

async function proxyWith(options: SampleProxyOptions): Promise<SampleProxy> {
  const proxy = await startSampleProxy(options);
  onTestFinished(() => proxy.close());
  return proxy;
}

const withPassword = (url: string, password: string) => url.replace('//', `//${password}@`);

describe('a registry behind a CONNECT proxy and a private authority', () => {
  test('is reached with the password of the proxy and the file of the authority', async () => {
    const { address, port, caFile } = await secureRegistry();
    const proxy = await proxyWith({ password: 'ali:p@ss' });
    const { client } = impatientClient({
      registry: address,
      caFile,
      proxy: { https: withPassword(proxy.url, 'ali:p%40ss') },
    });

    await expect(client.algorithm(NAME)).resolves.toMatchObject({ name: NAME });
    await Promise.all([client.release(NAME, '1.0.0'), client.status(NAME, '1.0.0')]);

    expect(new Set(proxy.passed)).toEqual(new Set([`CONNECT ${HOST}:${port}`]));
  });

  test('never sees the password of the proxy', async () => {
    const { address, caFile, registry } = await secureRegistry();
    const proxy = await proxyWith({ password: 'ali:p' });
    const { client } = impatientClient({
      registry: address,
      caFile,
      proxy: { https: withPassword(proxy.url, 'ali:p') },
    });

    await client.algorithm(NAME);

    expect(registry.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test.each([
    ['no password', ''],
    ['a wrong password', 'ali:wrong'],
  ])('says with %s that the proxy wants another, tried once', async (_title, password) => {
    const { address, caFile, registry } = await secureRegistry();
    const proxy = await proxyWith({ password: 'ali:p' });
    const https = password === '' ? proxy.url : withPassword(proxy.url, password);
    const { client } = impatientClient({ registry: address, caFile, proxy: { https } });

    await expect(client.algorithm(NAME)).rejects.toMatchObject({
      code: 'proxy-auth',
      status: 407,
      exit: 9,
      params: { proxy: proxy.url },
    });

    expect(proxy.refused).toHaveLength(1);
    expect(registry.requests).toEqual([]);
  });

  test('says that the proxy refused the way, or is not there', async () => {
    const { address, caFile } = await secureRegistry();
    const proxy = await proxyWith({ connectStatus: 403 });
    const { client } = impatientClient({ registry: address, caFile, proxy: { https: proxy.url } });
    await expect(client.algorithm(NAME)).rejects.toMatchObject({ code: 'proxy-refused', params: { status: 403 } });

    await proxy.close();
    const late = impatientClient({ registry: address, caFile, proxy: { https: proxy.url } });
    await expect(late.client.algorithm(NAME)).rejects.toMatchObject({
      code: 'proxy-refused',
      params: { reason: 'ECONNREFUSED' },
    });
  });

  test('tries again when the proxy is overloaded', async () => {
    const { address, caFile } = await secureRegistry();
    const proxy = await proxyWith({ connectStatus: 503 });
    const { client, pauses } = impatientClient({ registry: address, caFile, proxy: { https: proxy.url } });

    await expect(client.algorithm(NAME)).rejects.toMatchObject({ code: 'proxy-refused' });
    expect(pauses).toHaveLength(4);
  });

  test('is not believed without the file of the authority', async () => {
    const { address } = await secureRegistry();
    const proxy = await proxyWith({});
    const { client } = impatientClient({ registry: address, proxy: { https: proxy.url } });

    await expect(client.algorithm(NAME)).rejects.toMatchObject({ code: 'tls', exit: 9 });
  });

  test('is not believed under another name than its certificate says', async () => {
    const { port, caFile } = await secureRegistry();
    const proxy = await proxyWith({});
    const { client } = impatientClient({
      registry: `https://other.gov.test:${port}`,
      caFile,
      proxy: { https: proxy.url },
    });

    await expect(client.algorithm(NAME)).rejects.toMatchObject({
      code: 'tls',
      params: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });

  test('is reached directly where NO_PROXY names it', async () => {
    const { address, caFile } = await secureRegistry();
    const proxy = await proxyWith({});
    const { client } = impatientClient({
      registry: address,
      caFile,
      proxy: { https: proxy.url, noProxy: '.gov.test' },
      retry: { attempts: 1 },
    });

    // The made-up name does not resolve: that proves that the proxy, which would know it, was not asked.
    await expect(client.algorithm(NAME)).rejects.toMatchObject({ code: 'network' });
    expect(proxy.passed).toEqual([]);
  });
});

describe('a registry without TLS', () => {
  test('is asked for through the proxy by its whole address, without a tunnel', async () => {
    const registry = await startSampleRegistry();
    onTestFinished(() => registry.close());
    await registry.publish({ name: NAME, version: '1.0.0' });
    const proxy = await proxyWith({ password: 'ali:p' });
    const { client } = impatientClient({ registry: registry.url, proxy: { http: withPassword(proxy.url, 'ali:p') } });

    await client.algorithm(NAME);

    expect(proxy.passed).toEqual([`GET ${registry.url}/api/v1/algorithms/${NAME}`]);
    expect(registry.requests[0]?.headers.host).toBe(new URL(registry.url).host);
  });

  test('says that the proxy wants a password', async () => {
    const proxy = await proxyWith({ password: 'ali:p' });
    const { client } = impatientClient({ registry: 'http://forge.gov.test', proxy: { http: proxy.url } });

    await expect(client.algorithm(NAME)).rejects.toMatchObject({ code: 'proxy-auth', params: { proxy: proxy.url } });
  });

  test('is reached directly where NO_PROXY names its block of addresses', async () => {
    const registry = await startSampleRegistry();
    onTestFinished(() => registry.close());
    await registry.publish({ name: NAME, version: '1.0.0' });
    const proxy = await proxyWith({});
    const { client } = impatientClient({
      registry: registry.url,
      proxy: { http: proxy.url, noProxy: '127.0.0.0/8' },
    });

    await client.algorithm(NAME);

    expect(proxy.passed).toEqual([]);
  });
});

describe('a file of certificates', () => {
  test.each([
    ['absent', undefined, 'file-access'],
    ['no certificate', 'hello', 'option-invalid'],
    ['damaged', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'option-invalid'],
  ])('that is %s is refused', async (_title, content, code) => {
    const caFile = join(temporaryFolder(), 'ca.pem');
    if (content !== undefined) writeFileSync(caFile, content);
    const { client } = impatientClient({ registry: 'https://forge.gov.test', caFile });

    await expect(client.service()).rejects.toMatchObject({ code });
  });
});
