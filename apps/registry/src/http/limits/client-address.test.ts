import type { IncomingMessage } from 'node:http';

import { expect, it } from 'vitest';

import { clientAddress } from './client-address.ts';

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

it.each([
  ['192.0.2.1', undefined, 0, '192.0.2.1'],
  ['::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
  ['2001:db8::1', undefined, 0, '2001:db8:0:0::/64'],
  ['::1', undefined, 0, '0:0:0:0::/64'],
  ['10.0.0.1', '6.6.6.6', 0, '10.0.0.1'],
  ['10.0.0.1', '6.6.6.6, 192.0.2.9', 1, '192.0.2.9'],
  ['10.0.0.1', '6.6.6.6, 192.0.2.9, 10.0.0.2', 2, '192.0.2.9'],
  ['10.0.0.1', 'garbage', 1, '10.0.0.1'],
  ['10.0.0.1', undefined, 1, '10.0.0.1'],
])('takes %s with X-Forwarded-For %s behind %d proxies for %s', (...[peer, forwarded, hops, client]) => {
  expect(clientAddress(from(peer, forwarded), hops)).toBe(client);
});
