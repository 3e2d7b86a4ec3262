import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';

import {
  problemsOf,
  PROBLEMS,
  ProblemError,
  ROUTES,
  type OperationId,
  type ProblemCode,
  type Route,
} from '@national-forge/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  createContractClient,
  parseRaw,
  targetOf,
  type ContractClient,
  type ContractRequest,
} from '../testing/contract-client.ts';
import { createSampleWorld } from '../testing/sample-world.ts';
import { answerScenarios } from '../testing/answer-scenarios.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';
import { expectedAnswers, unreachableAnswers, WRITING } from '../testing/unreachable-answers.ts';
import { validRequests, type SampleWorld } from '../testing/valid-requests.ts';
import { newToken } from '../usecases/accounts/tokens.ts';
import { openLog } from '../wiring/logger.ts';
import { openRegistry } from '../wiring/open-registry.ts';
import { openServer } from '../wiring/open-server.ts';

const OPERATIONS = Object.keys(ROUTES) as OperationId[];
const seen = new Set<string>();
const cliPackage = join(tmpdir(), 'nforge-0.1.0.tgz');

let server: TestRegistry;
let world: SampleWorld;
let valid: Readonly<Record<OperationId, ContractRequest>>;
let client: ContractClient;

beforeAll(async () => {
  await writeFile(cliPackage, 'not really a package, but bytes with a digest');
  server = await startTestRegistry({ cliPackage, registry: { storeLimits: { quotaBytes: 1024 * 1024 } } });
  world = await createSampleWorld(server);
  valid = validRequests(world);
  client = createContractClient(server.url, seen);
});

afterAll(() => server.stop());

const route = (id: OperationId): Route => ROUTES[id];
const has = (id: OperationId, code: ProblemCode): boolean =>
  problemsOf(id).includes(code) && !unreachableAnswers().has(`${id} ${PROBLEMS[code].status} ${code}`);
const operationsWith = (code: ProblemCode): readonly OperationId[] => OPERATIONS.filter((id) => has(id, code));

/** Writes a request as bytes, for what fetch would not send. */
function rawText(id: OperationId, { headers = {}, ...request }: ContractRequest, host = 'Host: localhost\r\n'): string {
  const token = request.token === undefined ? '' : `Authorization: Bearer ${request.token}\r\n`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${route(id).method.toUpperCase()} ${targetOf(id, request)} HTTP/1.1\r\n${host}${token}${lines.join('')}Connection: close\r\n\r\n`;
}

describe('what every operation has in common', () => {
  it.each(operationsWith('uri-too-long'))('%s refuses an address of more than 8 KiB', async (id) => {
    const request = { ...valid[id], query: `${valid[id].query ?? '?'}&x=${'a'.repeat(9000)}` };

    const { code } = await client.request(id, request);

    expect(code ?? 'uri-too-long').toBe('uri-too-long');
  });

  it.each(operationsWith('request-invalid'))('%s refuses a request without a host', async (id) => {
    const { code, status } = await client.raw(id, rawText(id, valid[id], ''));

    expect([status, code ?? 'request-invalid']).toEqual([400, 'request-invalid']);
  });

  it.each(operationsWith('headers-too-large'))('%s refuses headers of more than 16 KiB', async (id) => {
    const { code } = await client.raw(id, rawText(id, { ...valid[id], headers: { 'x-filler': 'a'.repeat(20_000) } }));

    expect(code ?? 'headers-too-large').toBe('headers-too-large');
  });
});

describe('limits and stopping', () => {
  it('limits the requests of an address and of a token', async () => {
    const none = { requests: 0, seconds: 60 };
    const rates = { addressReads: none, addressWrites: none, tokenReads: none, tokenWrites: none };
    const limited = await startTestRegistry({ rates });
    const strict = createContractClient(limited.url, seen);

    for (const id of operationsWith('rate-limited')) {
      const { status, headers } = await strict.request(id, valid[id]);
      // What is left of the minute: a slow machine takes seconds for all of them.
      expect([id, status, headers.get('retry-after')]).toEqual([id, 429, expect.stringMatching(/^[1-6]?\d$/)]);
    }

    await limited.stop();
  });

  it('tells requests that come too slowly, and those that come while it stops', async () => {
    const hasty = await startTestRegistry({
      connections: { headersTimeout: 300, requestTimeout: 300, checkInterval: 50 },
    });
    const slow = createContractClient(hasty.url, seen);

    const late = await Promise.all(operationsWith('request-timeout').map((id) => slow.raw(id, unfinished(id))));
    await hasty.stop();

    expect(new Set(late.map(({ status }) => status))).toEqual(new Set([408]));
  });

  it('takes nothing new while it stops', async () => {
    const stopping = await startTestRegistry();
    const checker = createContractClient(stopping.url, seen);
    const open = await Promise.all(operationsWith('shutting-down').map((id) => openRequest(stopping.port, id)));
    const stopped = stopping.stop();

    for (const { id, finish } of open) {
      const { status } = checker.accept(id, await finish());
      expect([id, status]).toEqual([id, 503]);
    }

    await stopped;
  });
});

const unfinished = (id: OperationId): string => rawText(id, { params: valid[id].params ?? {} }).slice(0, -2);

/** Begins a request and leaves its last line out; `finish` sends that and reads the answer. */
async function openRequest(port: number, id: OperationId) {
  const socket = connect({ host: '127.0.0.1', port });
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.write(unfinished(id), () => resolve()));
  await setTimeout(20);
  const finish = async () => {
    socket.write('\r\n');
    await closed;
    return parseRaw(Buffer.concat(pieces));
  };
  return { id, finish };
}

describe('tokens', () => {
  it.each(operationsWith('unauthenticated'))('%s refuses a token that is none', async (id) => {
    const { code, headers } = await client.request(id, { ...unpublished(id), token: 'nforge_guess' });

    expect(code ?? 'unauthenticated').toBe('unauthenticated');
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });

  it.each(operationsWith('token-expired'))('%s refuses a token that has expired', async (id) => {
    const { deps } = server.registry;
    const { id: tokenId, secret, hash } = newToken(deps.random);
    const expiresAt = new Date(Date.now() - 1000);
    const plan = { agency: 'essais', scopes: ['owner'], algorithms: null, label: 'old', expiresAt } as const;
    await deps.ledger.commit({ kind: 'token', id: tokenId, hash, ...plan });

    const { status } = await client.request(id, { ...unpublished(id), token: secret });

    expect(status).toBe(401);
  });

  it.each(operationsWith('token-revoked'))('%s refuses a token that was revoked', async (id) => {
    const token = await server.token('essais', ['owner']);
    await client.request('revokeOwnToken', { token });

    const { status } = await client.request(id, { ...unpublished(id), token });

    expect(status).toBe(401);
  });

  it.each(operationsWith('scope-missing'))('%s refuses a token without the scope', async (id) => {
    const scopes = route(id).access.includes('lifecycle') ? (['publish'] as const) : (['lifecycle'] as const);
    const token = await server.token('essais', scopes);

    expect((await client.request(id, { ...valid[id], token })).code).toBe('scope-missing');
  });

  it.each(operationsWith('agency-forbidden'))('%s refuses the token of another agency', async (id) => {
    const token = await server.token('autre', ['owner']);

    expect((await client.request(id, { ...valid[id], token })).code).toBe('agency-forbidden');
  });
});

/** A blob that nobody published: only its uploader may ask about it. */
const unpublished = (id: OperationId): ContractRequest =>
  id === 'headBlob' ? { ...valid[id], params: { digest: `sha256:${'1'.repeat(64)}` } } : valid[id];

describe('bodies', () => {
  it.each(operationsWith('body-invalid'))('%s refuses what is no JSON', async (id) => {
    const headers = { ...valid[id].headers, 'content-type': 'application/json' };

    expect((await client.request(id, { ...valid[id], headers, body: '{"a":' })).code).toBe('body-invalid');
  });

  it.each(operationsWith('media-type-unsupported'))('%s refuses a body of another type', async (id) => {
    const headers = { ...valid[id].headers, 'content-type': 'text/csv' };

    expect((await client.request(id, { ...valid[id], headers })).code).toBe('media-type-unsupported');
  });

  it('every operation with a body refuses one that is too large, before it is sent', async () => {
    const answers = await Promise.all(operationsWith('body-too-large').map((id) => client.raw(id, announced(id))));

    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['body-too-large']));
  });
});

function announced(id: OperationId): string {
  const isBlob = id.endsWith('Blob');
  const type = isBlob ? 'application/octet-stream' : 'application/json';
  const length = String(isBlob ? 2 ** 40 : 2 ** 21);
  return rawText(id, {
    ...valid[id],
    headers: { ...valid[id].headers, 'content-type': type, 'content-length': length },
  });
}

describe('faults of ours', () => {
  it.each(['busy', 'storage-full', 'log-mismatch', 'log-behind', 'log-diverged', 'log-key-missing'] as const)(
    'every operation that writes passes on %s and stores nothing',
    async (code) => {
      const registry = await openRegistry({ dataDir: server.dataDir });
      const fail = () => Promise.reject(new ProblemError(code, code === 'busy' ? { retryAfter: 1 } : {}));
      const { ledger, blobs } = registry.deps;
      const deps = { ...registry.deps, ledger: { ...ledger, commit: fail }, blobs: { ...blobs, write: fail } };
      const log = openLog('silent', { write: () => undefined });
      const broken = await openServer({ ...registry, deps }, { host: '127.0.0.1', port: 0, log });
      const failing = createContractClient(broken.url, seen);

      for (const id of WRITING) expect([id, (await failing.request(id, valid[id])).code]).toEqual([id, code]);

      await broken.stop();
    },
  );

  it('an operation that compares passes on busy', async () => {
    const registry = await openRegistry({ dataDir: server.dataDir });
    const comparing = () => Promise.reject(new ProblemError('busy', { retryAfter: 60 }));
    const log = openLog('silent', { write: () => undefined });
    const deps = { ...registry.deps, comparing };
    const broken = await openServer({ ...registry, deps }, { host: '127.0.0.1', port: 0, log });

    const { code, headers } = await createContractClient(broken.url, seen).request('getDiff', valid.getDiff);

    expect([code, headers.get('retry-after')]).toEqual(['busy', '60']);
    await broken.stop();
  });

  it('answers 500 without internals when the store is gone, and logs why', async () => {
    const broken = await startTestRegistry({ cliPackage });
    const brokenWorld = await createSampleWorld(broken);
    const requests = validRequests(brokenWorld);
    const failing = createContractClient(broken.url, seen);
    await broken.registry.store.close();

    for (const id of operationsWith('internal')) {
      // A document in memory is good for 50 ms without a look at the store.
      await setTimeout(60);
      const { bytes, status } = await failing.request(id, requests[id]);
      expect([id, status]).toEqual([id, 500]);
      expect(bytes.toString()).not.toMatch(/database|sqlite|\.ts|node_modules/i);
    }

    expect(broken.log.join('')).toContain('database connection is not open');
    await broken.stop().catch(() => undefined);
  });
});

describe('each operation', () => {
  it.each(answerScenarios)('$0 answers $1 $2', async (...[operation, status, note, make]) => {
    const made = await make({ server, world, valid: valid[operation], client });

    const answer = await client.request(operation, made);

    expect([answer.status, answer.code], answer.bytes.toString('utf8', 0, 500)).toEqual([
      status,
      status >= 400 && ROUTES[operation].method !== 'head' ? note : undefined,
    ]);
  });
});

describe('the table of operations', () => {
  it('holds no answer that was not seen, but those that cannot be', () => {
    const missing = [...expectedAnswers()].filter((answer) => !seen.has(answer));

    expect(missing).toEqual([]);
  });

  it('lists nothing as unreachable that was seen', () => {
    expect([...unreachableAnswers()].filter((answer) => seen.has(answer))).toEqual([]);
  });
});
