import { Agent, request } from 'node:http';

/** Is an answer, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Names and values as they came, one after the other. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** Is one request. */
export interface Call {
  readonly method?: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** Speaks to one server over connections that stay open. */
export interface HttpClient {
  /** Sends a request. Throws when it is answered with anything but a 2xx. */
  call(call: Call): Promise<Answer>;
  close(): void;
}

/** Opens a client for as many requests at a time as `connections`. */
export function openHttpClient(url: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { call: (call) => send(url, agent, call), close: () => agent.destroy() };
}

function send(url: string, agent: Agent, { method = 'GET', path, headers, body = '' }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const req = request(url + path, { method, agent, headers: { ...headers, 'content-length': length } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const answer = Buffer.concat(chunks);
        const status = res.statusCode ?? 0;
        if (status >= 200 && status < 300) {
          resolve({ status, headers: res.headers, rawHeaders: res.rawHeaders, body: answer });
        } else reject(new Error(`${method} ${path}: ${status} ${answer.toString().slice(0, 500)}`));
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}
