/** Says how often and how long a request is repeated. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Upper bound of the first pause, in milliseconds; doubles with each try. */
  readonly baseMs: number;
  /** Upper bound of every pause that the client chooses itself. */
  readonly capMs: number;
  /** The longest Retry-After that is waited for; beyond it the caller decides. */
  readonly retryAfterCapMs: number;
}

/** Is used where the caller says nothing. */
export const DEFAULT_RETRY: RetryPolicy = Object.freeze({
  attempts: 5,
  baseMs: 300,
  capMs: 10_000,
  retryAfterCapMs: 60_000,
});

/**
 * Chooses the pause before the next try, in milliseconds, or undefined when there is no sense in one.
 * Full jitter (a random part of an exponential bound) keeps thousands of clients that a registry cut off at the same
 * instant from coming back at the same instant. What a registry asked for is waited in full, plus a jitter.
 */
export function pauseBefore(retry: number, policy: RetryPolicy, situation: PauseSituation): number | undefined {
  if (retry >= policy.attempts) return undefined;
  const jitter = situation.random() * Math.min(policy.capMs, policy.baseMs * 2 ** (retry - 1));
  const { retryAfterMs } = situation;
  if (retryAfterMs === undefined) return jitter;
  return retryAfterMs > policy.retryAfterCapMs ? undefined : retryAfterMs + jitter;
}

/** Says what the pause depends on. */
export interface PauseSituation {
  /** Between 0 inclusive and 1 exclusive. */
  readonly random: () => number;
  readonly retryAfterMs: number | undefined;
}

/**
 * Reads a Retry-After header (RFC 9110 §10.2.3): seconds or a date.
 * @returns milliseconds from now, never negative; undefined when absent or unreadable
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes "1.5" or "-3" for years: a date has letters.
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
