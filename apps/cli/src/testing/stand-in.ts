import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { describeProblemCode, PROBLEMS, type Problem, type ProblemCode } from '@national-forge/api';
import { onTestFinished } from 'vitest';

import { folderWith } from './folders.ts';

/** Is an answer at the far end of the wire. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A document, or bytes. */
  readonly body?: unknown;
}

/** Is a request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Maps `GET /api/v1/…` (with its query) to an answer; what is not there is answered as `route-unknown`. */
export type Script = Readonly<Record<string, Answer | ((request: Arrived) => Answer)>>;

/** Is a server that answers by a script: it proves what goes over the wire, the real registry is proved in e2e. */
export interface StandIn {
  readonly url: string;
  readonly requests: readonly Arrived[];
  /** Environment that lets calls find it, with a settings folder of their own. */
  readonly env: Readonly<Record<string, string>>;
}

/** Finds the first write: a new address is looked at before. */
export function firstWrite(requests: readonly Arrived[]): Arrived | undefined {
  return requests.find(({ method }) => method !== 'GET' && method !== 'HEAD');
}

/** Makes the answer of a problem as the registry words it. */
export function refuse(
  code: ProblemCode,
  params: Readonly<Record<string, string>> = {},
  more: Partial<Problem> = {},
): Answer {
  const { status } = PROBLEMS[code];
  const texts = describeProblemCode(code, params, 'en');
  const body = { type: `urn:problem:${code}`, status, code, ...texts, params, errors: [], requestId: 'r-1', ...more };
  return { status, headers: { 'content-type': 'application/problem+json' }, body };
}

/**
 * Starts a server on a free port of this machine; it stops when the test ends.
 *
 * @param others - answers what the script does not name
 */
export async function startStandIn(
  script: Script,
  home = folderWith(),
  others: (request: Arrived) => Answer | undefined = () => undefined,
): Promise<StandIn> {
  const requests: Arrived[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const { method = '', url: path = '', headers } = request;
      const arrived = { method, path: decodeURIComponent(path), headers, body: bytes.toString() };
      requests.push(arrived);
      const found =
        script[`${method} ${arrived.path}`] ?? others(arrived) ?? refuse('route-unknown', { path: arrived.path });
      const answer = typeof found === 'function' ? found(arrived) : found;
      const { status = 200, body } = answer;
      const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
      response.writeHead(status, { 'content-type': type, etag: '"e1"', ...answer.headers });
      response.end(Buffer.isBuffer(body) ? body : body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { url, requests, env: { NFORGE_REGISTRY: url, HOME: home } };
}
