import type { IncomingMessage, ServerResponse } from 'node:http';

/** Is one request and its answer while they last: what the log line and the metrics need. */
export interface Exchange {
  readonly id: string;
  /** Milliseconds of `performance.now()` at which the request came. */
  readonly startedAt: number;
  /** Label of the route in the metrics; set when it is known. */
  route: string;
  /** `RateLimit-Policy` and `RateLimit` of this request; empty where no limit applies. */
  policy: string;
  rate: string;
}

const EXCHANGE = Symbol('exchange');

/** Ties an exchange to the answer that is being written. */
export function attachExchange(res: ServerResponse, exchange: Exchange): void {
  (res as ServerResponse & { [EXCHANGE]?: Exchange })[EXCHANGE] = exchange;
}

/** Gives the exchange of an answer. */
export function exchangeOf(res: ServerResponse): Exchange {
  const exchange = (res as ServerResponse & { [EXCHANGE]?: Exchange })[EXCHANGE];
  if (exchange === undefined) throw new TypeError('the answer belongs to no exchange');
  return exchange;
}

/** Makes identifiers of requests: eight random characters of this process, then a count. */
export function createRequestIds(
  prefix: string,
  isTrusted: boolean,
): (req: Pick<IncomingMessage, 'headers'>) => string {
  let count = 0;
  return (req) => {
    // A proxy in front names requests for its own log; anybody else could forge lines with a name of his choice.
    const given = isTrusted ? req.headers['x-request-id'] : undefined;
    if (typeof given === 'string' && /^[\w.-]{8,64}$/.test(given)) return given;
    count += 1;
    return `${prefix}-${count}`;
  };
}
