import type { IncomingMessage } from 'node:http';

import { ProblemError } from '@national-forge/api';

import { clientAddress } from '../limits/client-address.ts';

/** Bounds who may wait for the log at the same time. */
export interface FollowerLimits {
  /** Waiting requests and event streams of this server together. */
  readonly all: number;
  /** Of one address. */
  readonly perAddress: number;
}

/** Bounds followers where the operator says nothing: a ministry behind one address has many, a flood has none. */
export const DEFAULT_FOLLOWER_LIMITS: FollowerLimits = Object.freeze({ all: 2000, perAddress: 100 });

/** Is the place of one follower. */
export interface Place {
  /** Is aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
  leave(): void;
}

/** Holds the places of those who wait for the log. */
export interface Followers {
  /** Takes a place. Throws `ProblemError` `rate-limited` when there is none left. */
  enter(req: IncomingMessage, gone: AbortSignal): Place;
  count(): number;
  /** Ends every wait, for ever: the server stops. */
  dismiss(): void;
}

/** Seconds after which it is worth trying again. */
const RETRY_AFTER = 5;

/** Makes the places of one server; behind `hops` trusted proxies. */
export function createFollowers(limits: FollowerLimits, hops: number): Followers {
  const stopping = new AbortController();
  const byAddress = new Map<string, number>();
  let all = 0;
  const change = (address: string, by: 1 | -1): void => {
    all += by;
    const left = (byAddress.get(address) ?? 0) + by;
    if (left === 0) byAddress.delete(address);
    else byAddress.set(address, left);
  };
  return {
    enter(req, gone) {
      const address = clientAddress(req, hops);
      const limit = all >= limits.all ? limits.all : limits.perAddress;
      if (all >= limits.all || (byAddress.get(address) ?? 0) >= limits.perAddress) {
        throw new ProblemError('rate-limited', { limit, window: RETRY_AFTER, retryAfter: RETRY_AFTER });
      }
      change(address, 1);
      let isIn = true;
      const leave = (): void => {
        if (isIn) change(address, -1);
        isIn = false;
      };
      // Whatever becomes of the answer, who is gone holds no place.
      gone.addEventListener('abort', leave, { once: true });
      return { signal: AbortSignal.any([stopping.signal, gone]), leave };
    },
    count: () => all,
    dismiss: () => stopping.abort(),
  };
}
