import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

import { Agent, buildConnector, Client, type Dispatcher } from 'undici';

import { ClientError } from '../client-error.ts';
import type { Proxy } from './proxy.ts';

/** Reports that a proxy did not open the way; `status` is its answer, if it gave one. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly proxy: string;
  readonly status: number | undefined;

  constructor(proxy: string, details: { readonly status?: number; readonly cause?: unknown }) {
    super(`proxy ${proxy} ${details.status ?? 'failed'}`, details.cause === undefined ? {} : { cause: details.cause });
    this.proxy = proxy;
    this.status = details.status;
  }
}

/** Says how connections are made. */
export interface ConnectionOptions {
  readonly proxy: Proxy | undefined;
  /** A PEM file with certificates that are trusted in addition to the system's. */
  readonly caFile: string | undefined;
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}

type Connector = ReturnType<typeof buildConnector>;

/**
 * Opens the connections to one registry: direct; through CONNECT for `https:`; for `http:` the caller addresses the proxy
 * itself with the absolute form (RFC 9112 §3.2.2), as most proxies open tunnels to port 443 only.
 * @throws ClientError `file-access`, `option-invalid` when the file of certificates cannot be used
 */
export async function openConnections(target: URL, options: ConnectionOptions): Promise<Dispatcher> {
  const secureContext = options.caFile === undefined ? undefined : await trust(options.caFile);
  const tls = { timeout: options.connectMs, ...(secureContext === undefined ? {} : { secureContext }) };
  const direct = buildConnector(tls);
  const { proxy } = options;
  const connect =
    proxy === undefined || target.protocol === 'http:' ? direct : tunnel({ proxy, direct, timeout: options.connectMs });
  return new Agent({ connect, headersTimeout: options.headersMs, bodyTimeout: options.bodyMs });
}

/** Node's `ca` replaces the roots; ours come in addition, so the others have to be named too. */
async function trust(caFile: string): Promise<SecureContext> {
  const pem = await readFile(caFile, 'utf8').catch((cause: unknown) => {
    throw new ClientError('file-access', { params: { path: caFile, reason: 'unreadable' }, cause });
  });
  try {
    // OpenSSL passes over what it cannot read; a typing error would then show up as a distrusted registry.
    const certificates = pem.match(CERTIFICATE) ?? [];
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length === 0) throw new TypeError('no certificate');
    return createSecureContext({
      ca: [...getCACertificates('default'), ...getCACertificates('system'), ...certificates],
    });
  } catch (cause) {
    throw new ClientError('option-invalid', { params: { option: 'caFile', value: caFile }, cause });
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

interface TunnelOptions {
  readonly proxy: Proxy;
  readonly direct: Connector;
  readonly timeout: number;
}

/** Every failure of the proxy becomes a ProxyFailure: undici asks again for ever after some socket errors. */
function tunnel({ proxy, direct, timeout }: TunnelOptions): Connector {
  const open = async (host: string): Promise<Socket> => {
    const client = new Client(proxy.origin, { connect: direct, headersTimeout: timeout });
    const authorization = proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization };
    const reply = await client.connect({ path: host, headers: { host, ...authorization } }).catch((cause: unknown) => {
      throw new ProxyFailure(proxy.origin, { cause });
    });
    if (reply.statusCode === 200 && reply.socket instanceof Socket) return reply.socket;
    reply.socket.on('error', () => undefined).destroy();
    throw new ProxyFailure(proxy.origin, { status: reply.statusCode });
  };
  return (target, callback) => {
    const name = target.host ?? target.hostname;
    const host = target.port === '' ? `${name}:443` : name;
    open(host).then(
      (httpSocket) => direct({ ...target, httpSocket }, callback),
      (error: unknown) => callback(error as Error, null),
    );
  };
}
