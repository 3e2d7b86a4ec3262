import { BlockList, isIP } from 'node:net';

/** Describes where a request goes, for the question whether it goes through a proxy. */
export interface Destination {
  /** Host without brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Tells whether a NO_PROXY list exempts a destination.
 *
 * There is no standard; the rules are those that curl, Go's `httpproxy` and Python share, joined: entries are separated by
 * commas or blanks, compared without case · `*` alone exempts everything · `example.ma` exempts the host and all below it ·
 * `.example.ma` and `*.example.ma` exempt only what is below · `host:8443` only that port · addresses are compared as
 * addresses, `[::1]:8080` and CIDR blocks (`10.0.0.0/8`, `fd00::/8`) included. Names are never looked up.
 */
export function isExempt(list: string, destination: Destination): boolean {
  const host = normalHost(destination.host);
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matches(entry.toLowerCase(), { host, port: destination.port }));
}

function matches(entry: string, { host, port }: Destination): boolean {
  if (entry.includes('/')) return inBlock(entry, host);
  const { name, wantedPort } = splitPort(entry);
  if (wantedPort !== undefined && wantedPort !== port) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0) return sameAddress(name, host);
  const below = name.startsWith('*.') ? name.slice(1) : name;
  if (below.startsWith('.')) return host.endsWith(below) && host.length > below.length;
  return host === normalHost(below) || host.endsWith(`.${normalHost(below)}`);
}

/** An entry with several colons is an IPv6 address, not a host with a port. */
function splitPort(entry: string): { readonly name: string; readonly wantedPort?: number } {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(entry);
  const plain = bracketed ?? /^([^:]+):(\d{1,5})$/.exec(entry);
  if (plain?.[1] === undefined) return { name: entry };
  return plain[2] === undefined ? { name: plain[1] } : { name: plain[1], wantedPort: Number(plain[2]) };
}

function sameAddress(name: string, host: string): boolean {
  const family = isIP(name);
  return family !== 0 && inBlock(`${name}/${family === 4 ? 32 : 128}`, host);
}

function inBlock(block: string, host: string): boolean {
  const [network = '', bits = ''] = block.split('/');
  const family = isIP(network);
  const width = family === 4 ? 32 : 128;
  if (family === 0 || isIP(host) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > width) return false;
  const blocks = new BlockList();
  blocks.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return blocks.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}

/** A trailing dot only says that the name is complete. */
function normalHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/(?<=.)\.$/, '');
}
