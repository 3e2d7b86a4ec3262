import { connect, type Socket } from 'node:net';

/** Says what to ask, how often, and what must be answered. */
export interface Load {
  /** Address of the server. */
  readonly url: string;
  /** Paths, asked in turn. */
  readonly paths: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly requests: number;
  readonly connections: number;
  readonly status: number;
}

/**
 * Sends GET requests over keep-alive connections, one at a time on each (no pipelining), until `requests` are answered.
 * Written on plain sockets so that it costs little beside the server: answers must carry their length. Throws when an
 * answer has another status or a connection ends early.
 */
export async function sendRequests(load: Load): Promise<void> {
  const { host, hostname, port } = new URL(load.url);
  const headers = Object.entries(load.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  const texts = load.paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers.join('')}\r\n`);
  let sent = 0;
  const next = (): string | undefined => (sent < load.requests ? texts[sent++ % texts.length] : undefined);
  const connections = Math.min(load.connections, load.requests);
  await Promise.all(
    Array.from({ length: connections }, () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      return drive(socket, next, load.status);
    }),
  );
}

function drive(socket: Socket, next: () => string | undefined, status: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = '';
    let missing = -1;
    const send = () => {
      const text = next();
      if (text === undefined) return void socket.end(resolve);
      socket.write(text, 'latin1');
    };
    const take = (chunk: Buffer) => {
      if (missing < 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        missing = bodyLength(head.slice(0, end + 2), status) - (head.length - end - 4);
      } else missing -= chunk.length;
      if (missing > 0) return;
      if (missing < 0) throw new Error('more was answered than announced');
      head = '';
      missing = -1;
      send();
    };
    socket.on('connect', send);
    socket.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
  });
}

function bodyLength(head: string, status: number): number {
  if (!head.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`expected status ${status}: ${head.slice(0, 200)}`);
  if (status === 304) return 0;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1];
  if (length === undefined) throw new Error('an answer does not tell its length');
  return Number(length);
}
