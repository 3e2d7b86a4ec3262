import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

import { answerClientError, type ConnectionLimits } from './client-error.ts';

/** Listens, and stops without dropping what it has begun. */
export interface HttpServer {
  /** Starts to listen. Rejects with the error of the system, such as `EADDRINUSE`. */
  listen(address: { readonly host: string; readonly port: number }): Promise<AddressInfo>;
  /** Takes no new connection, lets running requests end, cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Makes the server around a listener. */
export function createHttpServer(
  listener: RequestListener,
  {
    limits,
    requestId,
  }: { readonly limits: ConnectionLimits; readonly requestId: (req: Pick<IncomingMessage, 'headers'>) => string },
): HttpServer {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    connectionsCheckingInterval: limits.checkInterval,
    // The front refuses it itself, with a problem document.
    requireHostHeader: false,
    noDelay: true,
  });
  server.on('request', listener);
  // A client that waits for 100-continue is refused before it sends a gigabyte for nothing.
  server.on('checkContinue', listener);
  server.on('checkExpectation', listener);
  server.on('clientError', (error: Error, socket: Duplex) => {
    answerClientError(error, socket, { headerBytes: limits.headerBytes, requestId: requestId(NOBODY) });
  });
  return {
    listen: (address) => listen(server, address),
    close: (graceMs) => close(server, graceMs),
  };
}

// What never became a request has no header to take an identifier from.
const NOBODY = { headers: {} };

function listen(server: Server, address: { readonly host: string; readonly port: number }): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Milliseconds between looks for connections that became idle while the server ends. */
const IDLE_EVERY = 50;

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose last request ends now is idle from then on, and would otherwise be kept for its next.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY);
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
