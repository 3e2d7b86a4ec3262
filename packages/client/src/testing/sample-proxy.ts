import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { listen, stop } from './wire.ts';

/** Is a forward proxy as offices have them. */
export interface SampleProxy {
  /** Address without credentials. */
  readonly url: string;
  /** `CONNECT host:port` and `METHOD address`, in the order in which they were let through. */
  readonly passed: string[];
  /** The same for what was turned away for want of a password. */
  readonly refused: string[];
  close(): Promise<void>;
}

/** Says what the proxy demands. */
export interface SampleProxyOptions {
  /** `user:password` that is asked for. */
  readonly password?: string;
  /** Bytes of a request body beyond which it answers 413 and hangs up. */
  readonly bodyLimit?: number;
  /** Hangs up without a word instead of answering 413. */
  readonly silent?: boolean;
  /** Answers CONNECT with this status. */
  readonly connectStatus?: number;
}

/** Starts a proxy on a free port of this machine. */
export async function startSampleProxy(options: SampleProxyOptions = {}): Promise<SampleProxy> {
  const passed: string[] = [];
  const refused: string[] = [];
  const sockets = new Set<Duplex>();
  const admits = (request: IncomingMessage, what: string): boolean => {
    const wanted = options.password && `Basic ${Buffer.from(options.password).toString('base64')}`;
    const admitted = wanted === undefined || request.headers['proxy-authorization'] === wanted;
    (admitted ? passed : refused).push(what);
    return admitted;
  };
  const server = createServer();
  relay(server, options, admits);
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    sockets.add(socket.on('error', () => undefined));
    const status = options.connectStatus ?? (admits(request, `CONNECT ${request.url ?? ''}`) ? 200 : 407);
    if (status !== 200)
      return void socket.end(`HTTP/1.1 ${status} No\r\nproxy-authenticate: Basic realm="office"\r\n\r\n`);
    const [, port = ''] = (request.url ?? '').split(':');
    // Names are made up in tests: every one of them is this machine.
    tunnel(socket, connect(Number(port), '127.0.0.1'), sockets);
  });
  await listen(server);
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return stop(server);
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passed, refused, close };
}

function tunnel(socket: Duplex, far: Socket, sockets: Set<Duplex>): void {
  sockets.add(far);
  far.on('connect', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  far.on('error', () => socket.destroy());
  socket.on('close', () => far.destroy());
  far.on('close', () => socket.destroy());
  socket.pipe(far).pipe(socket);
}

function relay(
  server: Server,
  { bodyLimit = Infinity, silent = false }: SampleProxyOptions,
  admits: (request: IncomingMessage, what: string) => boolean,
): void {
  server.on('request', (request, response) => {
    if (!admits(request, `${request.method ?? ''} ${request.url ?? ''}`)) {
      return void response.writeHead(407, { 'proxy-authenticate': 'Basic realm="office"' }).end();
    }
    const target = new URL(request.url ?? '');
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const options = { port: target.port, path: target.pathname + target.search, method: request.method, headers };
    const far = forward({ host: '127.0.0.1', ...options }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    far.on('error', () => response.destroy());
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyLimit) return void far.write(chunk);
      far.destroy();
      if (silent) request.socket.destroy();
      else if (!response.headersSent) response.writeHead(413, { connection: 'close' }).end('<h1>Too large</h1>');
    });
    request.on('end', () => far.end());
    request.on('error', () => far.destroy());
  });
}
