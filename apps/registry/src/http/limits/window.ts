/** Is how many requests one client may make in a window of time. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

interface Window {
  used: number;
  endsAt: number;
}

/** Counts requests by client. */
export interface Windows {
  /** Takes one request of a client; tells how many are left (-1: refused) without making objects. */
  take(client: string, now: number): number;
  /** Gives the seconds until the client's window ends. */
  resetIn(client: string, now: number): number;
}

/** Bounds the clients remembered: an attacker with many addresses must not fill the memory. */
const CLIENTS = 50_000;

/**
 * Makes windows: each client's begins with its first request, so that not everybody is let in again at the same moment.
 * `now` is in milliseconds of a clock that never goes back.
 */
export function createWindows({ requests, seconds }: RateLimit): Windows {
  const windows = new Map<string, Window>();
  const length = seconds * 1000;
  const open = (client: string, now: number): Window => {
    const window = windows.get(client);
    if (window === undefined) {
      if (windows.size >= CLIENTS) forget(windows, now);
      const made = { used: 0, endsAt: now + length };
      windows.set(client, made);
      return made;
    }
    if (now >= window.endsAt) {
      window.used = 0;
      window.endsAt = now + length;
    }
    return window;
  };
  return {
    take(client, now) {
      const window = open(client, now);
      if (window.used >= requests) return -1;
      window.used += 1;
      return requests - window.used;
    },
    resetIn: (client, now) => Math.max(1, Math.ceil((open(client, now).endsAt - now) / 1000)),
  };
}

// First those whose window is over; if none is, the oldest half: better to count some anew than to grow without end.
function forget(windows: Map<string, Window>, now: number): void {
  for (const [client, { endsAt }] of windows) if (now >= endsAt) windows.delete(client);
  if (windows.size < CLIENTS) return;
  let left = CLIENTS / 2;
  for (const client of windows.keys()) {
    if (left-- <= 0) break;
    windows.delete(client);
  }
}
