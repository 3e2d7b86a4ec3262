import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { getCACertificates } from 'node:tls';

import type { Io } from '../io.ts';

const TIMEOUT_MS = 5000;

/** Reads the time out of the Date header (RFC 9110 §6.6.1) of any answer; undefined when there is none. */
export async function readRemoteClock(registry: string, io: Io): Promise<Date | undefined> {
  const url = new URL(`${registry}/api/v1`);
  const file = io.env['NFORGE_CA_FILE'];
  const ca = file ? [...getCACertificates(), await readFile(file, 'utf8').catch(() => '')] : undefined;
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const options = { method: 'HEAD', timeout: TIMEOUT_MS, signal: io.signal, ...(ca && { ca }) };
    const request = send(url, options, (answer) => {
      answer.resume();
      const time = Date.parse(answer.headers.date ?? '');
      resolve(Number.isNaN(time) ? undefined : new Date(time));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
    request.end();
  });
}
