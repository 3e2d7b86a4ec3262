import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Tells which client a request comes from, as a key of the rate limit. Behind `hops` trusted proxies it is the entry that
 * the outermost of them appended to X-Forwarded-For; what stands left of it was written by the client and may be a lie.
 * An IPv6 client is its /64: every household has that many addresses to hide behind.
 */
export function clientAddress(req: IncomingMessage, hops: number): string {
  const peer = req.socket.remoteAddress ?? '';
  return network(hops === 0 ? peer : (forwarded(req, hops) ?? peer));
}

function forwarded(req: IncomingMessage, hops: number): string | undefined {
  const header = req.headers['x-forwarded-for'];
  const list = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  const entry = list.at(-hops)?.trim() ?? '';
  return isIP(entry) === 0 ? undefined : entry;
}

function network(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
