import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { clientAddress } from './client-address.ts';
import { createWindows, type RateLimit, type Windows } from './window.ts';

/** Bounds requests by who makes them and whether they write. */
export interface RateLimits {
  readonly addressReads: RateLimit;
  readonly addressWrites: RateLimit;
  readonly tokenReads: RateLimit;
  readonly tokenWrites: RateLimit;
}

const perMinute = (requests: number): RateLimit => ({ requests, seconds: 60 });

/** Bounds requests where the operator says nothing. */
export const DEFAULT_RATE_LIMITS: RateLimits = Object.freeze({
  addressReads: perMinute(6000),
  addressWrites: perMinute(300),
  tokenReads: perMinute(12_000),
  tokenWrites: perMinute(1200),
});

/** Is the verdict on one request. */
export interface RateVerdict {
  readonly allowed: boolean;
  readonly limit: RateLimit;
  /** Seconds until the window ends. */
  readonly resetIn: number;
  readonly policy: string;
  readonly rate: string;
}

/** Limits requests by token and by address. */
export interface RateLimiter {
  take(req: IncomingMessage, now: number): RateVerdict;
  /** Remembers that the token of this request is real, so that its next request counts for the token. */
  trust(req: IncomingMessage, tokenId: string): void;
}

/** Bounds the tokens remembered. */
const TOKENS = 10_000;

interface Class {
  readonly windows: Windows;
  readonly limit: RateLimit;
  readonly name: string;
  readonly policy: string;
}

function createClass(name: string, limit: RateLimit): Class {
  return { windows: createWindows(limit), limit, name, policy: `"${name}";q=${limit.requests};w=${limit.seconds}` };
}

/**
 * Makes the limiter. A request counts for its token if that token was valid before, else for its address: a ministry of
 * a thousand people behind one address does not stop its own robot, and guessed tokens buy nobody a fresh count.
 */
export function createRateLimiter(limits: RateLimits, hops: number): RateLimiter {
  const address = {
    read: createClass('address-read', limits.addressReads),
    write: createClass('address-write', limits.addressWrites),
  };
  const token = {
    read: createClass('token-read', limits.tokenReads),
    write: createClass('token-write', limits.tokenWrites),
  };
  const trusted = new Map<string, string>();
  return {
    take(req, now) {
      const kind = req.method === 'GET' || req.method === 'HEAD' ? 'read' : 'write';
      const header = req.headers.authorization;
      const id = header === undefined ? undefined : trusted.get(fingerprint(header));
      return id === undefined ? verdict(address[kind], clientAddress(req, hops), now) : verdict(token[kind], id, now);
    },
    trust(req, tokenId) {
      const { authorization } = req.headers;
      if (authorization === undefined) return;
      if (trusted.size >= TOKENS) trusted.clear();
      trusted.set(fingerprint(authorization), tokenId);
    },
  };
}

// Secrets are not kept in memory, where a heap dump would show them.
const fingerprint = (header: string): string => createHash('sha256').update(header).digest('base64');

function verdict({ windows, limit, name, policy }: Class, client: string, now: number): RateVerdict {
  const left = windows.take(client, now);
  const resetIn = windows.resetIn(client, now);
  const rate = `"${name}";r=${left < 0 ? 0 : left};t=${resetIn}`;
  return { allowed: left >= 0, limit, resetIn, policy, rate };
}
