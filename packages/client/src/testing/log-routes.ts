import type { ServerResponse } from 'node:http';

import type { SampleLog } from './sample-log.ts';
import { sendJson, sendProblem } from './wire.ts';

/** Is what the log answers; an evil registry puts its own answers in place. */
export interface LogAnswers {
  logKeys(): object;
  checkpoint(): string;
  consistency(from: number, to: number): object;
  releaseProof(name: string, version: string, size: number | undefined): string | undefined;
  agencyKeys(agency: string, options: { after?: number; size?: number }): object | undefined;
}

/** Gives the true answers of a log. */
export function trueAnswers(log: SampleLog): LogAnswers {
  return {
    logKeys: () => ({ origin: log.origin, keys: [{ key: log.signer.verifierKey, from: 0 }] }),
    checkpoint: () => log.checkpoint(),
    consistency: (from, to) => ({ from, to, hashes: log.consistency(from, to), checkpoint: null }),
    releaseProof: (name, version, size) => log.releaseProof(name, version, size),
    agencyKeys: (agency, options) => log.agencyKeys(agency, options),
  };
}

/** Answers a request about the log; false when it is about something else. */
export function answerLog(answers: LogAnswers, url: URL, response: ServerResponse): boolean {
  const number = (key: string) => {
    const text = url.searchParams.get(key);
    return text === null ? undefined : Number(text);
  };
  const proof = /^\/api\/v1\/algorithms\/([^/]+\/[^/]+)\/versions\/([^/]+)\/proof$/.exec(url.pathname);
  const keys = /^\/api\/v1\/agencies\/([^/]+)\/keys$/.exec(url.pathname);
  const send = (text: string | undefined, code: 'version-unknown' | 'log-range' = 'version-unknown') => {
    if (text === undefined) sendProblem(response, code, {});
    else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
  };
  if (url.pathname === '/log/checkpoint') send(answers.checkpoint());
  else if (url.pathname === '/api/v1/keys') sendJson(response, answers.logKeys());
  else if (url.pathname === '/api/v1/log/proof/consistency') {
    sendJson(response, answers.consistency(number('from') ?? 1, number('to') ?? 1));
  } else if (proof !== null) {
    send(answers.releaseProof(decodeURIComponent(proof[1] ?? ''), decodeURIComponent(proof[2] ?? ''), number('size')));
  } else if (keys !== null) {
    const options = Object.fromEntries(
      (['after', 'size'] as const).flatMap((key) => (number(key) === undefined ? [] : [[key, number(key)]])),
    ) as { after?: number; size?: number };
    const body = answers.agencyKeys(decodeURIComponent(keys[1] ?? ''), options);
    if (body === undefined) sendProblem(response, 'agency-unknown', { name: keys[1] ?? '' });
    else sendJson(response, body);
  } else return false;
  return true;
}
