import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';

import { describeProblemCode, PROBLEMS, type ProblemCode } from '@national-forge/api';

/** Listens on a free port of this machine. */
export function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** Stops a server and cuts who is connected. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Sends JSON. */
export function sendJson(response: ServerResponse, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** Sends a problem as registries do. */
export function sendProblem(
  response: ServerResponse,
  code: ProblemCode,
  params: Readonly<Record<string, string | number>> = {},
): void {
  const { status } = PROBLEMS[code];
  const texts = describeProblemCode(code, params, 'en');
  const body = { type: `/problems/${code}`, ...texts, status, code, params, errors: [], requestId: 'test' };
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
}
