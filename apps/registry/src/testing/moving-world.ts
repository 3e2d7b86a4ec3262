import type { AgencyChanged, Problem } from '@national-forge/api';
import type { Signer } from '@national-forge/transparency';

import { testKey } from '../adapters/testing/keys.ts';
import { changeBody } from './agency-changes.ts';
import { publishSample, publishSamples, uploadSample } from './publish-sample.ts';
import { packSample, type Sample, type SampleOptions } from './sample-release.ts';
import { startTestRegistry, type TestRegistry } from './start-test-registry.ts';

/** Is a registry of two agencies, `impots` and `cnss`, with what a test of moving names does to it over HTTP. */
export interface MovingWorld {
  readonly server: TestRegistry;
  readonly tokens: Readonly<Record<'impots' | 'cnss', string>>;
  /** A token of the operator: only he renames agencies. */
  readonly operator: string;
  get(path: string, init?: RequestInit): Promise<Response>;

  json<T>(path: string): Promise<T>;
  send(
    method: string,
    path: string,
    request: { readonly token: string; readonly body?: object; readonly ifMatch?: string },
  ): Promise<Response>;
  publish(token: string, options: SampleOptions): Promise<Sample>;
  /** Publishes and gives the answer, whatever it is. */
  tryPublish(token: string, options: SampleOptions, signers?: readonly Signer[]): Promise<Response>;
  move(move: Move): Promise<{ readonly status: number; readonly answer: AgencyChanged & Problem }>;
}

/** Is a name to be moved. */
export interface Move {
  readonly agency: string;
  readonly from: string;
  readonly to: string;
  readonly signers?: readonly Signer[];
  readonly token?: string;
  readonly reason?: string;
}

/** Starts it. */
export async function createMovingWorld(): Promise<MovingWorld> {
  const server = await startTestRegistry();
  const tokens = { impots: await server.token('impots', ['owner']), cnss: await server.token('cnss', ['owner']) };
  const operator = await server.token(null, ['operator']);
  const at = (path: string): string => (path.startsWith('http') ? path : `${server.url}${path}`);
  const get: MovingWorld['get'] = (path, init = {}) => fetch(at(path), { redirect: 'manual', ...init });
  const send = senderTo(at);
  return {
    server,
    tokens,
    operator,
    get,
    send,
    json: async <T>(path: string) => (await get(path)).json() as Promise<T>,
    publish: (token, options) => publishSample({ url: server.url, token }, { runs: false, ...options }),
    async tryPublish(token, options) {
      const sample = await packSample({ runs: false, ...options });
      await uploadSample({ url: server.url, token }, sample);
      return publishSamples({ url: server.url, token }, [sample]);
    },
    async move({
      agency,
      from,
      to,
      reason,
      signers = [testKey(agency)],
      token = to.includes('/') ? tokens.impots : operator,
    }) {
      const body = await changeBody(server.registry.deps, { agency, change: { kind: 'transfer', from, to }, signers });
      const response = await send('POST', `/api/v1/agencies/${agency}/keys`, {
        token,
        body: { ...body, ...(reason !== undefined && { reason }) },
      });
      return { status: response.status, answer: (await response.json()) as AgencyChanged & Problem };
    },
  };
}

function senderTo(at: (path: string) => string): MovingWorld['send'] {
  return (method, path, { token, body, ifMatch }) =>
    fetch(at(path), {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
}
