import { formatTilePath } from '@national-forge/transparency';

import { StoreError, type LogSource } from '../../ports.ts';
import { LIMITS, readBounded } from './read-bounded.ts';
import { standingOfService } from './standing.ts';

/** Is what reading over HTTP needs of the world. */
export interface HttpSourceDeps {
  readonly fetch: typeof fetch;
  /** Waits some milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How often one thing is asked for, and how long a silent server is waited for. */
const ATTEMPTS = 5;
const SILENCE = 60_000;
const LONGEST_PAUSE = 60_000;

/** Opens the log of a registry or a mirror by its address. Throws `StoreError` `source-invalid`. */
export function openHttpSource(address: string, deps: HttpSourceDeps): LogSource {
  const base = baseOf(address);
  const ask = (path: string): Promise<Response | undefined> => request(deps, new URL(path, base));
  const read = async (path: string, limit: number): Promise<Uint8Array | undefined> => {
    const response = await ask(path);
    return response && readBounded(bodyOf(response, address), { limit, what: `${address}: ${path}` });
  };
  const must = async (path: string, limit: number): Promise<Uint8Array> => {
    const bytes = await read(path, limit);
    if (bytes === undefined) throw new StoreError('source-incomplete', `${address}: there is no ${path}`);
    return bytes;
  };
  return {
    address,
    async standing() {
      const bytes = await read('api/v1', LIMITS.standing);
      return standingOfService(bytes && Buffer.from(bytes).toString(), `${address}: api/v1`);
    },
    checkpoint: async () => Buffer.from(await must('log/checkpoint', LIMITS.checkpoint)).toString(),
    // eslint-disable-next-line @typescript-eslint/require-await -- a registry offers the newest one alone
    async *checkpoints() {
      yield* [];
    },
    tile: (tile) => must(`log/tile/${formatTilePath(tile)}`, LIMITS.tile),
    detail: (digest) => read(`api/v1/blobs/${digest}`, LIMITS.detail),
    async blob(digest) {
      const response = await ask(`api/v1/blobs/${digest}`);
      return response && bodyOf(response, address);
    },
    close: () => Promise.resolve(),
  };
}

function baseOf(address: string): URL {
  if (!URL.canParse(address)) throw new StoreError('source-invalid', `"${address}" is no address`);
  const url = new URL(address);
  if (url.username || url.search || url.hash) {
    throw new StoreError('source-invalid', `"${address}": write an address without user, query and fragment`);
  }
  url.pathname = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  return url;
}

/** Asks again, with the pause that the server wants, when it is busy or out of reach; what is gone is undefined. */
async function request(deps: HttpSourceDeps, url: URL): Promise<Response | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptOf(deps, url);
    if (answer instanceof Response) {
      if (answer.ok) return answer;
      await answer.body?.cancel();
      if (answer.status === 404 || answer.status === 410) return undefined;
    }
    const isFinal = answer instanceof Response ? answer.status !== 429 && answer.status < 500 : isPlain(answer);
    if (isFinal || attempt === ATTEMPTS) throw unreachable(url, answer);
    await deps.sleep(pauseOf(answer, attempt));
  }
}

async function attemptOf({ fetch: get }: HttpSourceDeps, url: URL): Promise<unknown> {
  try {
    return await get(url, { signal: AbortSignal.timeout(SILENCE), headers: { 'accept-encoding': 'identity' } });
  } catch (error) {
    return error;
  }
}

function pauseOf(answer: unknown, attempt: number): number {
  const asked = answer instanceof Response ? Number(answer.headers.get('retry-after')) * 1000 : 0;
  return Math.min(LONGEST_PAUSE, asked > 0 ? asked : 250 * 2 ** attempt);
}

function unreachable(url: URL, answer: unknown): StoreError {
  const isAnswer = answer instanceof Response;
  const why = isAnswer ? `it answers ${answer.status}` : reasonOf(answer);
  return new StoreError('source-unreachable', `${url.href}: ${why}`, isAnswer ? {} : { cause: answer });
}

/** Whoever answers TLS with something else will not speak it the next time either. */
const isPlain = (error: unknown): boolean => {
  const { cause } = error as Error;
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_SSL_WRONG_VERSION_NUMBER';
};

const reasonOf = (error: unknown): string => {
  if (isPlain(error)) return 'it does not speak TLS there; is the address http://, or the port another?';
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
};

/** Streams a body; one that breaks off is told as such. */
async function* bodyOf(response: Response, address: string): AsyncGenerator<Uint8Array, void> {
  try {
    if (response.body) yield* response.body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new StoreError('source-unreachable', `${address}: ${reasonOf(error)}`, { cause: error });
  }
}
