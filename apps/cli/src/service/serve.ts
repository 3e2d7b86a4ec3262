import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Program, Runner } from '@national-forge/runner';

import { EXIT, type Io } from '../io.ts';
import { codeOf } from '../system-code.ts';
import { UsageError } from '../usage-error.ts';
import { answer, type Answer } from './answer.ts';
import { formatAddress, type ListenAddress } from './listen-address.ts';

/** Says what answers, and where. */
export interface ServiceJob {
  readonly program: Program;
  readonly runner: Runner;
  readonly address: ListenAddress;
  /** Hears where it listens, once it does. */
  readonly onListening: (address: ListenAddress) => void;
}

/** How long a request may take to arrive, in milliseconds: who sends nothing holds no connection. */
const REQUEST_MS = 30_000;

/**
 * Answers requests until the person, or the system, asks it to stop; requests under way are answered first.
 *
 * @throws UsageError when the port cannot be used
 */
export async function serve(io: Io, job: ServiceJob): Promise<void> {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS });
  const { host } = job.address;
  const port = await listen(server, job.address);
  server.on('request', (request, response) => {
    void answer(request, { ...job, port }).then((reply) => send(request, response, reply));
  });
  job.onListening({ host, port });
  await stopped(io.signal);
  await close(server);
}

function listen(server: Server, { host, port }: ListenAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const reason = codeOf(error);
      reject(
        new UsageError(
          'serve.unusable',
          { address: formatAddress({ host, port }), reason },
          {
            exit: EXIT.failure,
            hint: 'serve.unusableHint',
            cause: error,
          },
        ),
      );
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  // What was not read of a refused body is not read: the connection ends with the answer.
  const ending = request.complete ? {} : { connection: 'close' };
  response.writeHead(status, {
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
    ...ending,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
