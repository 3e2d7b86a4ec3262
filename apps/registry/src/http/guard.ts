import type { IncomingMessage } from 'node:http';

import type { Accounts, Clock } from '../ports.ts';
import { authenticate } from '../usecases/accounts/authenticate.ts';
import { assertScope } from '../usecases/accounts/rights.ts';
import type { CheckpointWatch } from '../usecases/log/seen-checkpoint.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import type { Guard } from './operation.ts';

/** Makes the guard: bearer tokens (RFC 6750), of the header only, because addresses end up in logs. */
export function createGuard(
  deps: { readonly accounts: Accounts; readonly clock: Clock; readonly watch: CheckpointWatch },
  limiter: Pick<RateLimiter, 'trust'>,
): Guard {
  return {
    async authenticate(req) {
      const account = await authenticate(deps, bearerOf(req));
      limiter.trust(req, account.token.id);
      return account;
    },
    authorise: ({ token }, { access }) => assertScope(token, access),
    compareLog: (checkpoint) => deps.watch.compare(checkpoint),
  };
}

function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer ([\w-]{1,200})$/i.exec(headers.authorization?.trim() ?? '')?.[1];
}
