import { describe, expect, it } from 'vitest';

import { isSafeAddress } from './safe-address.ts';

describe('isSafeAddress', () => {
  it.each([
    ['https://forge.example.ma', 'encrypted'],
    ['http://127.0.0.1:4100', 'loopback'],
    ['http://localhost:4100', 'loopback'],
    ['http://[::1]:4100', 'loopback'],
    ['http://127.0.0.1.evil.example', 'clear'],
    ['http://localhost.evil.example', 'clear'],
    ['http://forge.example.ma', 'clear'],
    ['nonsense', 'clear'],
  ])('of %s is %s', (address, safety) => {
    expect(isSafeAddress(address)).toBe(safety);
  });
});
