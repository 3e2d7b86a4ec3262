import type { IncomingMessage } from 'node:http';

import { ProblemError } from '@national-forge/api';

/**
 * Refuses a body in another media type than the route takes, or compressed on the way.
 * Throws `ProblemError` `media-type-unsupported`.
 */
export function assertMediaType(req: IncomingMessage, supported: readonly string[]): void {
  const offered = req.headers['content-type'] ?? '';
  const [type = '', ...parameters] = offered.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  const isUtf8 = charset === undefined || charset === 'utf-8' || charset === 'utf8';
  const coding = req.headers['content-encoding'];
  if (supported.includes(type) && isUtf8 && (coding === undefined || coding === 'identity')) return;
  const shown = coding === undefined ? offered : `${offered} (${coding})`;
  throw new ProblemError('media-type-unsupported', { offered: shown.slice(0, 200), supported: supported.join(', ') });
}
