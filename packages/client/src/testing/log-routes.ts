import type { ServerResponse } from 'node:http';

import { digestOf } from '@national-forge/transparency';

import type { SampleLog } from './sample-log.ts';
import { sendJson, sendProblem } from './wire.ts';

/** Is what the log answers; an evil registry puts its own answers in place. */
export interface LogAnswers {
  logKeys(): object;
  checkpoint(): string;
  consistency(from: number, to: number): object;
  inclusion(index: number, size: number): object;
  releaseProof(name: string, version: string, size: number | undefined): string | undefined;
  agencyKeys(agency: string, options: { after?: number; size?: number }): object | undefined;
  blob(digest: string): Uint8Array | undefined;
}

/** Gives the true answers of a log. */
export function trueAnswers(log: SampleLog): LogAnswers {
  return {
    logKeys: () => ({ origin: log.origin, keys: log.eras }),
    checkpoint: () => log.checkpoint(),
    consistency: (from, to) => ({ from, to, hashes: log.consistency(from, to), checkpoint: null }),
    inclusion: (index, size) => {
      const leaf = Buffer.from(log.entries[index]?.bytes ?? []).toString();
      const hashes = log.inclusion(index, size).map((hash) => Buffer.from(hash).toString('base64'));
      return { index, size, leaf, hashes, checkpoint: null };
    },
    releaseProof: (name, version, size) => log.releaseProof(name, version, size),
    agencyKeys: (agency, options) => log.agencyKeys(agency, options),
    blob: (digest) =>
      log.entries.find(({ envelope }) => envelope !== null && digestOf(envelope) === digest)?.envelope ?? undefined,
  };
}

/** Answers a request about the log; false when it is about something else. */
export function answerLog(answers: LogAnswers, url: URL, response: ServerResponse): boolean {
  const [, digest] = /^\/api\/v1\/blobs\/([^/]+)$/.exec(url.pathname) ?? [];
  const blob = digest === undefined ? undefined : answers.blob(decodeURIComponent(digest));
  if (blob !== undefined) return (response.writeHead(200).end(blob), true);
  for (const { path, answer } of ROUTES) {
    const found = path.exec(url.pathname);
    if (found === null) continue;
    answer({ answers, response, parts: found.slice(1).map(decodeURIComponent), query: numbersOf(url) });
    return true;
  }
  return false;
}

interface Asked {
  readonly answers: LogAnswers;
  readonly response: ServerResponse;
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, number>>;
}

const numbersOf = (url: URL): Record<string, number> =>
  Object.fromEntries([...url.searchParams].map(([key, text]) => [key, Number(text)]));

const ROUTES: readonly { readonly path: RegExp; readonly answer: (asked: Asked) => void }[] = [
  { path: /^\/log\/checkpoint$/, answer: ({ answers, response }) => sendText(response, answers.checkpoint()) },
  { path: /^\/api\/v1\/keys$/, answer: ({ answers, response }) => sendJson(response, answers.logKeys()) },
  {
    path: /^\/api\/v1\/log\/proof\/consistency$/,
    answer: ({ answers, response, query }) =>
      sendJson(response, answers.consistency(query['from'] ?? 1, query['to'] ?? 1)),
  },
  {
    path: /^\/api\/v1\/log\/proof\/inclusion$/,
    answer: ({ answers, response, query }) =>
      sendJson(response, answers.inclusion(query['index'] ?? 0, query['size'] ?? 1)),
  },
  {
    path: /^\/api\/v1\/algorithms\/([^/]+\/[^/]+)\/versions\/([^/]+)\/proof$/,
    answer: ({ answers, response, parts: [name = '', version = ''], query: { size } }) => {
      const proof = answers.releaseProof(name, version, size);
      const isLater = proof === undefined && answers.releaseProof(name, version, undefined) !== undefined;
      if (isLater) sendProblem(response, 'log-range', { size: size ?? 0, wanted: 0 });
      else sendText(response, proof);
    },
  },
  {
    path: /^\/api\/v1\/agencies\/([^/]+)\/keys$/,
    answer: ({ answers, response, parts: [agency = ''], query }) => {
      const body = answers.agencyKeys(agency, query);
      if (body === undefined) sendProblem(response, 'agency-unknown', { name: agency });
      else sendJson(response, body);
    },
  },
];

function sendText(response: ServerResponse, text: string | undefined): void {
  if (text === undefined) sendProblem(response, 'version-unknown');
  else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
