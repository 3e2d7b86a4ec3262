import { connect } from 'node:net';

import { openapiDocument, pathOf, ROUTES, type OperationId, type Problem } from '@national-forge/api';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Is a request of an operation, as a test writes it. */
export interface ContractRequest {
  readonly params?: Readonly<Record<string, string | number>>;
  /** Query with its question mark. */
  readonly query?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless bytes or text. */
  readonly body?: unknown;
}

/** Is an answer that was checked against the OpenAPI document. */
export interface ContractAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** Reads the body as JSON. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the shape, as with fetch
  json<T>(): T;
  /** Code of the problem, undefined for a success. */
  readonly code: string | undefined;
}

/** Speaks to a registry and checks every answer against the OpenAPI document. */
export interface ContractClient {
  request(operation: OperationId, request?: ContractRequest): Promise<ContractAnswer>;
  /** Sends bytes as they are over a connection of its own, for what no client would send. */
  raw(operation: OperationId, text: string): Promise<ContractAnswer>;
  /** Checks an answer that came over a connection of the test's own. */
  accept(
    operation: OperationId,
    answer: { readonly status: number; readonly headers: Headers; readonly body: Buffer },
  ): ContractAnswer;
  /** Lists what was seen: `operation status` and `operation status code`. */
  readonly seen: ReadonlySet<string>;
}

interface ResponseObject {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
  readonly 'x-problem-codes'?: readonly string[];
}

/** Headers that an answer has only when there is something to say. */
const OCCASIONAL: ReadonlySet<string> = new Set(['Link', 'Retry-After', 'Upload-Offset', 'Content-Length']);

/** Makes a client for a registry; `seen` may be shared between clients. */
export function createContractClient(url: string, seen = new Set<string>()): ContractClient {
  const check = createChecker(seen);
  return {
    seen,
    async request(operation, request = {}) {
      const response = await fetch(`${url}${targetOf(operation, request)}`, initOf(operation, request));
      const { status, headers } = response;
      return check(operation, { status, headers, body: Buffer.from(await response.arrayBuffer()) });
    },
    accept: check,
    async raw(operation, text) {
      return check(operation, await sendRaw(Number(new URL(url).port), text));
    },
  };
}

/** Writes path and query of a request. */
export function targetOf(operation: OperationId, { params, query = '' }: ContractRequest): string {
  return `${pathOf(operation, params)}${query}`;
}

function initOf(operation: OperationId, { token, headers, body }: ContractRequest): RequestInit {
  const isBytes = Buffer.isBuffer(body) || typeof body === 'string';
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  return {
    method: ROUTES[operation].method.toUpperCase(),
    redirect: 'manual',
    headers: {
      'accept-encoding': 'identity',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': type }),
      ...headers,
    },
    ...(body !== undefined && { body: isBytes ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body) }),
  };
}

type Check = (
  operation: OperationId,
  answer: { readonly status: number; readonly headers: Headers; readonly body: Buffer },
) => ContractAnswer;

interface Contract {
  readonly paths: Readonly<Record<string, Record<string, { responses: Record<string, ResponseObject> }>>>;
  /** Gives what checks against the schema at a place of the document. */
  readonly validatorAt: (pointer: string) => ValidateFunction;
}

let opened: Contract | undefined;

/** Opens the OpenAPI document, once for all clients: validators are dear, and the document is one. */
function openContract(): Contract {
  if (opened) return opened;
  const document = openapiDocument();
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    allErrors: true,
    inlineRefs: false,
    code: { optimize: false },
  });
  ajv.addSchema({ ...document, $id: 'openapi' });
  const validators = new Map<string, ValidateFunction>();
  return (opened = {
    paths: document['paths'] as Contract['paths'],
    validatorAt(pointer) {
      const found = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#${pointer}` });
      validators.set(pointer, found);
      return found;
    },
  });
}

function createChecker(seen: Set<string>): Check {
  const { paths, validatorAt } = openContract();
  return (operation, { status, headers, body: bytes }) => {
    const { path, method } = ROUTES[operation];
    const response = paths[path]?.[method]?.responses[String(status)];
    if (response === undefined) throw new Error(`${operation} may not answer ${status}: ${bytes.toString()}`);
    assertHeaders(`${operation} ${status}`, response, headers);
    const pointer = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}/responses/${status}`;
    const type = assertBody({ operation, status, response, headers, bytes, method });
    if (type?.includes('json')) {
      const validate = validatorAt(encodeURI(`${pointer}/content/${type.replaceAll('/', '~1')}/schema`));
      const value: unknown = JSON.parse(bytes.toString());
      if (!validate(value))
        throw new Error(`${operation} ${status}: ${JSON.stringify(validate.errors)} in ${bytes.toString()}`);
    }
    return note(seen, { operation, status, response, headers, bytes });
  };
}

function assertHeaders(label: string, response: ResponseObject, headers: Headers): void {
  if (!headers.has('x-request-id')) throw new Error(`${label} has no X-Request-Id`);
  for (const name of Object.keys(response.headers ?? {})) {
    if (!OCCASIONAL.has(name) && !headers.has(name)) throw new Error(`${label} has no ${name}`);
  }
}

interface Received {
  readonly operation: OperationId;
  readonly status: number;
  readonly response: ResponseObject;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

function assertBody({ operation, status, response, headers, bytes, method }: Received & { readonly method: string }) {
  if (response.content === undefined || method === 'head') {
    // What never became a request has no method yet: its problem has a body, and the connection is closed.
    const neverWas = status === 408 || status === 431;
    if (bytes.length > 0 && !neverWas) throw new Error(`${operation} ${status} has a body`);
    return undefined;
  }
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  return assertType({ operation, status, response }, type);
}

function assertType(
  { operation, status, response }: Pick<Received, 'operation' | 'status' | 'response'>,
  type: string,
): string | undefined {
  // A file is served under a type of a short list that its name suggests; the document knows them all as octets.
  const isFile = operation === 'getFile' && status < 300;
  if (!((isFile ? 'application/octet-stream' : type) in (response.content ?? {})))
    throw new Error(`${operation} ${status} has the type ${type}`);
  return isFile ? undefined : type;
}

function note(seen: Set<string>, { operation, status, response, headers, bytes }: Received): ContractAnswer {
  seen.add(`${operation} ${status}`);
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- each test names the shape it reads
  const json = <T>(): T => JSON.parse(bytes.toString()) as T;
  const code =
    status >= 400 && bytes.length > 0 && ROUTES[operation].method !== 'head' ? json<Problem>().code : undefined;
  if (code !== undefined && !response['x-problem-codes']?.includes(code)) {
    throw new Error(`${operation} ${status} may not be ${code}: ${bytes.toString()}`);
  }
  if (code !== undefined) seen.add(`${operation} ${status} ${code}`);
  return { status, headers, bytes, json, code };
}

/** Sends text over a new connection and reads one answer. */
export async function sendRaw(
  port: number,
  text: string,
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Buffer }> {
  const socket = connect({ host: '127.0.0.1', port });
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  const closed = new Promise<void>((resolve, reject) => {
    socket.once('close', () => resolve());
    socket.once('error', (error) => (pieces.length > 0 ? resolve() : reject(error)));
  });
  socket.write(text);
  await closed;
  return parseRaw(Buffer.concat(pieces));
}

/** Reads the answer in what came over a connection; interim ones (100) are passed over. */
export function parseRaw(bytes: Buffer): { readonly status: number; readonly headers: Headers; readonly body: Buffer } {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (/^HTTP\/1\.1 1\d\d /.test(text)) return parseRaw(bytes.subarray(end + 4));
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const length = Number(headers.get('content-length') ?? 0);
  return { status: Number(statusLine.split(' ')[1]), headers, body: bytes.subarray(end + 4, end + 4 + length) };
}
