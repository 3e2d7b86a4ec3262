import type { IncomingMessage } from 'node:http';

import type { Json, Program, RunFault, Runner } from '@national-forge/runner';

import { describeFault } from '../programs/describe-fault.ts';
import { isOwnHost } from './listen-address.ts';

/** Is an answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Is what answers requests. */
export interface Service {
  readonly program: Program;
  readonly runner: Runner;
  readonly port: number;
}

/** Bytes of an input. */
const BODY_LIMIT = 1024 * 1024;

/** Answers one request: `POST /` runs the program on the body, `GET /` tells which program it is. Never rejects. */
export async function answer(request: IncomingMessage, service: Service): Promise<Answer> {
  try {
    return refusal(request, service) ?? (request.method === 'POST' ? await run(request, service) : describe(service));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return problem({ status: 500, code: 'internal', title: 'The service failed', detail });
  }
}

/** Refuses what this service does not answer, before anything is read. */
function refusal({ method = '', url = '', headers }: IncomingMessage, { port }: Service): Answer | undefined {
  if (!isOwnHost(headers.host, port))
    return refuse(421, 'host-unknown', {
      detail: `this service is called 127.0.0.1:${String(port)} or localhost:${String(port)}`,
    });
  if (url.split('?')[0] !== '/') return refuse(404, 'path-unknown', { detail: 'the only path is /' });
  if (!['POST', 'GET', 'HEAD'].includes(method))
    return refuse(405, 'method-unknown', {
      detail: 'POST an input, or GET a description',
      headers: { allow: 'GET, HEAD, POST' },
    });
  // A page of the web may send a form or plain text here unasked; JSON it may not, without leave that it never gets.
  if (method === 'POST' && !/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? ''))
    return refuse(415, 'content-type-unsupported', {
      detail: 'send application/json',
      headers: { accept: 'application/json' },
    });
  if (Number(headers['content-length'] ?? 0) > BODY_LIMIT) return tooLarge();
  return undefined;
}

async function run(request: IncomingMessage, { program, runner }: Service): Promise<Answer> {
  const bytes = await readBody(request);
  if (bytes === undefined) return tooLarge();
  const input = parse(bytes);
  if (input === undefined) return refuse(400, 'input-not-json', { detail: 'the body is no JSON in UTF-8' });
  const outcome = await runner.run(program, input.value);
  if (!outcome.ok) return faultAnswer(outcome);
  const dropped = outcome.warnings.map(({ pointer }) => pointer);
  const warning = dropped.length === 0 ? {} : { 'nforge-dropped': dropped.map(encodeURIComponent).join(', ') };
  return { status: 200, headers: { ...JSON_TYPE, ...warning }, body: outcome.output };
}

const JSON_TYPE = { 'content-type': 'application/json' };

function describe({ program }: Service): Answer {
  const { name, version, engine, inputMode, schemas } = program;
  return { status: 200, headers: JSON_TYPE, body: { name, version, engine, contract: { ...schemas, inputMode } } };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > BODY_LIMIT) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

function parse(bytes: Uint8Array): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json };
  } catch {
    return undefined;
  }
}

/** Whose fault it is decides the status: an input that does not fit is the caller's, all else is not. */
function faultAnswer(fault: RunFault): Answer {
  const { code, pointer, program } = fault;
  const isInput = (code === 'input-invalid' || code === 'input-not-json') && program === undefined;
  const status = isInput ? 422 : code === 'timeout' ? 504 : 500;
  const title = isInput ? 'The input does not fit the contract' : 'The algorithm gave no output';
  const more = { ...(pointer !== undefined && { pointer }), ...(program !== undefined && { program }) };
  return problem({ status, code, title, detail: describeFault(fault, 'en'), ...more });
}

interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

function problem(facts: ProblemFacts, headers: Answer['headers'] = {}): Answer {
  const body = { type: `urn:national-forge:run:${facts.code}`, ...facts };
  return { status: facts.status, headers: { 'content-type': 'application/problem+json', ...headers }, body };
}

const refuse = (status: number, code: string, more: { detail: string; headers?: Answer['headers'] }): Answer =>
  problem({ status, code, title: 'The request cannot be answered', detail: more.detail }, more.headers);

const tooLarge = (): Answer =>
  refuse(413, 'body-too-large', { detail: `an input has at most ${String(BODY_LIMIT)} bytes` });
