import { proxyFor, proxyFromEnvironment } from '@national-forge/client';

import type { Io } from '../io.ts';

/** Names the proxy that requests to a registry take, without its credentials; undefined when there is none. */
export function proxyInUse(io: Io, registry: string): string | undefined {
  const url = URL.parse(registry);
  return url === null ? undefined : proxyFor(url, proxyFromEnvironment(io.env))?.origin;
}
