import { BlockList, isIP } from 'node:net';

import { UsageError } from '../usage-error.ts';

/** Is where a service listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Reads `--serve`: a port, or an address of this computer and a port. The service knows no users, so that it listens to this
 * computer only.
 *
 * @throws UsageError for what is no port, and for an address that others reach
 */
export function parseListenAddress(value: string): ListenAddress {
  const [, bracketed, plain, port = ''] = /^(?:(?:\[([^\]]*)\]|([^:]*)):)?(\d{1,5})$/.exec(value) ?? [];
  const host = bracketed ?? plain ?? '127.0.0.1';
  if (port === '' || Number(port) > 65_535) throw new UsageError('serve.port', { value });
  if (!isLoopback(host)) throw new UsageError('serve.host', { host }, { hint: 'serve.hostHint' });
  return { host: host === 'localhost' ? '127.0.0.1' : host, port: Number(port) };
}

function isLoopback(host: string): boolean {
  const version = isIP(host);
  return host === 'localhost' || (version !== 0 && LOOPBACK.check(host, version === 4 ? 'ipv4' : 'ipv6'));
}

/** Writes an address as a URL. */
export function formatAddress({ host, port }: ListenAddress): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

/**
 * Tells whether the Host header of a request names this computer. A page of the web can make a browser send requests here
 * under a name of its own (DNS rebinding); the name stands in this header.
 */
export function isOwnHost(header: string | undefined, port: number): boolean {
  const [, name = '', given] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(header ?? '') ?? [];
  return given === String(port) && isLoopback(name.replace(/^\[|\]$/g, ''));
}
