import { trustProblem } from '@national-forge/api';
import { parseEnvelope, TransparencyError, type Envelope } from '@national-forge/transparency';

import { AGENCY, SERVICE } from './answers.ts';
import type { SampleLog } from './sample-log.ts';
import { refuse, type Answer, type Arrived } from './stand-in.ts';

const text = (body: string): Answer => ({ headers: { 'content-type': 'text/plain' }, body: Buffer.from(body) });

/** Reads an envelope out of a body: the order of its members there is of no account. */
export function envelopeOf(body: unknown): Envelope {
  const { payload, payloadType, signatures } = body as { payload: string; payloadType: string; signatures: unknown[] };
  return parseEnvelope(JSON.stringify({ payload, payloadType, signatures }));
}

/** Judges what was signed; a broken rule is answered as a registry answers it. */
export function judging<T>(agency: string, judge: () => T): T | Answer {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    const { code, params } = trustProblem(error, agency);
    return refuse(code, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])));
  }
}

/** Answers for a log as a registry does; undefined when the request is about something else. */
export function logRoutes(log: SampleLog): (request: Arrived) => Answer | undefined {
  return (request) => {
    const url = new URL(request.path, 'http://registry.invalid');
    const route = ROUTES.find(({ method, path }) => method === request.method && path.test(url.pathname));
    if (route === undefined) return undefined;
    const [, ...parts] = route.path.exec(url.pathname) ?? [];
    const moved = request.method === 'GET' ? movedTo(log, url, parts[0]) : undefined;
    if (moved !== undefined) return { status: 308, headers: { location: moved } };
    const number = (name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise);
    return route.answer({ log, parts, number, body: request.body });
  };
}

/** Reads under an old name are answered with where the present one is read. */
function movedTo(log: SampleLog, { pathname, search }: URL, name: string | undefined): string | undefined {
  const present = name === undefined ? undefined : log.presentName(name);
  return present === undefined || present === name ? undefined : pathname.replace(String(name), present) + search;
}

interface Asked {
  readonly log: SampleLog;
  readonly parts: readonly string[];
  readonly number: (name: string, otherwise: number) => number;
  readonly body: string;
}

const route = (method: string, path: RegExp, answer: (asked: Asked) => Answer) => ({ method, path, answer });

const ROUTES = [
  route('GET', /^\/api\/v1$/, ({ log }) => ({ body: { ...SERVICE, log: { origin: log.origin, key: log.key } } })),
  route('GET', /^\/api\/v1\/keys$/, ({ log }) => ({
    body: { origin: log.origin, keys: [{ key: log.key, from: 0 }] },
  })),
  route('GET', /^\/log\/checkpoint$/, ({ log }) => text(log.checkpoint())),
  route('GET', /^\/api\/v1\/log\/proof\/consistency$/, ({ log, number }) => {
    const [from, to] = [number('from', 1), number('to', log.size())];
    return { body: { from, to, hashes: log.consistency(from, to), checkpoint: null } };
  }),
  route('GET', /^\/api\/v1\/log\/proof\/inclusion$/, ({ log, number }) => {
    const [index, size] = [number('index', 0), number('size', log.size())];
    const [entry] = log.entries(index, 1);
    return { body: { index, size, leaf: entry?.leaf, hashes: log.inclusion(index, size), checkpoint: null } };
  }),
  route('GET', /^\/api\/v1\/log\/entries$/, ({ log, number }) => {
    const from = number('from', 0);
    const entries = log.entries(from, number('limit', 100));
    return { body: { from, size: log.size(), next: from + entries.length, entries } };
  }),
  route('GET', /^\/api\/v1\/algorithms\/([^/]+\/[^/]+)\/versions\/([^/]+)\/proof$/, ({ log, parts, number }) => {
    const [name = '', version = ''] = parts;
    const proof = log.releaseProof(name, version, number('size', log.size()));
    return proof === undefined ? refuse('version-unknown', { name, version }) : text(proof);
  }),
  route('GET', /^\/api\/v1\/agencies\/([^/]+)\/keys$/, ({ log, parts: [agency = ''], number }) => {
    const body = log.agencyKeys(agency, { after: number('after', -1), size: number('size', log.size()) });
    return body === undefined ? refuse('agency-unknown', { agency }) : { body };
  }),
  route('GET', /^\/api\/v1\/agencies\/([^/]+)$/, ({ log, parts: [name = ''] }) =>
    log.stateOf(name) === undefined ? refuse('agency-unknown', { agency: name }) : { body: { ...AGENCY, name } },
  ),
  route('POST', /^\/api\/v1\/agencies\/([^/]+)\/keys$/, ({ log, parts: [agency = ''], body }) => {
    const { envelope } = JSON.parse(body) as { envelope: unknown };
    const judged = judging(agency, () => log.change(envelopeOf(envelope)));
    if (typeof judged !== 'number') return judged;
    const present = log.presentName(agency);
    const { state, leaf } = log.agencyKeys(present) ?? {};
    return { status: 201, body: { agency: present, state, leaf, receipt: log.receipt(judged) } };
  }),
];
