import { openapiDocument, ROUTES, type OperationId, type Problem } from '@national-forge/api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { createContractClient, sendRaw, type ContractRequest } from '../testing/contract-client.ts';
import { createSampleWorld } from '../testing/sample-world.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';
import { validRequests } from '../testing/valid-requests.ts';

const RUNS = process.env['NFORGE_TEST_SCALE'] === 'full' ? 2500 : 300;

interface Operation {
  readonly operationId: OperationId;
  readonly parameters?: readonly { readonly name: string; readonly in: 'path' | 'query' | 'header' }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
}

let server: TestRegistry;
let valid: Readonly<Record<OperationId, ContractRequest>>;
const rejections: unknown[] = [];
const noteRejection = (reason: unknown): void => void rejections.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', noteRejection);
  server = await startTestRegistry({ logLevel: 'warn' });
  valid = validRequests(await createSampleWorld(server));
});

afterAll(async () => {
  process.off('unhandledRejection', noteRejection);
  await server.stop();
});

const operations: readonly (readonly [path: string, method: string, Operation])[] = Object.entries(
  openapiDocument()['paths'] as Record<string, Record<string, Operation>>,
).flatMap(([path, item]) => Object.entries(item).map(([method, one]) => [path, method, one] as const));

/** Values that have broken servers: separators, escapes, controls, prototypes, other scripts, extremes. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '.',
      '..',
      '../../etc/passwd',
      '%',
      '%00',
      '%ff%fe',
      '%2e%2e%2f',
      "' OR 1=1 --",
      '__proto__',
      'constructor',
    ],
    ...[
      'NaN',
      '-1',
      '1e999',
      '9'.repeat(40),
      '\u0000',
      '\u202e',
      'مغرب',
      'ⵜⴰⵎⴰⵣⵉⵖⵜ',
      '\ud800',
      'a'.repeat(3000),
      '*',
      'sha256:',
      '?1',
    ],
  ),
  fc.integer().map(String),
);

const escape = (text: string): string => encodeURIComponent(text.toWellFormed());

/** JSON of any shape, and bodies that are right but for one member. */
const body = (right: unknown): fc.Arbitrary<string> =>
  fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.tuple(nasty, fc.anything({ withNullPrototype: false })).map(([key, value]) => {
      const changed = { ...(right as object), [key]: value };
      return JSON.stringify(changed, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one));
    }),
    fc.constantFrom(
      '['.repeat(100_000),
      '{"a":'.repeat(50_000),
      '{"__proto__":{"a":1}}',
      '"\\ud800"',
      '\u0000',
      '1e400',
    ),
  );

const request = fc.constantFrom(...operations).chain(([path, method, operation]) => {
  const names = (place: string) =>
    (operation.parameters ?? []).filter((one) => one.in === place).map(({ name }) => name);
  const known = valid[operation.operationId];
  return fc.record({
    operation: fc.constant(operation.operationId),
    method: fc.constant(method.toUpperCase()),
    params: fc.record(
      Object.fromEntries(
        names('path').map((name) => [name, fc.oneof(fc.constant(String(known.params?.[name] ?? 'x')), nasty)]),
      ),
    ),
    isRawPath: fc.boolean(),
    path: fc.constant(path),
    query: fc.array(fc.tuple(fc.constantFrom(...names('query'), 'q', 'other'), nasty), { maxLength: 4 }),
    headers: fc.array(
      fc.tuple(
        fc.constantFrom(
          ...[
            'accept',
            'accept-encoding',
            'accept-language',
            'range',
            'if-range',
            'if-none-match',
            'if-match',
            'prefer',
            'nforge-checkpoint',
            'last-event-id',
          ],
          ...[
            'upload-offset',
            'upload-complete',
            'x-forwarded-for',
            'x-request-id',
            'expect',
            'content-encoding',
            'cookie',
          ],
        ),
        nasty,
      ),
      { maxLength: 4 },
    ),
    auth: fc.constantFrom(known.token, known.token, undefined, 'nforge_x', 'a b', 'é'),
    type: fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'application/octet-stream',
      'text/plain',
      '',
    ),
    body: operation.requestBody ? body(known.body) : fc.option(body({}), { nil: '' }),
  });
});

type Malformed = typeof request extends fc.Arbitrary<infer T> ? T : never;

const visible = (text: string): string => text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, '?');

function rawRequest(one: Malformed): string {
  const path = one.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = one.params[name] ?? '';
    return one.isRawPath ? value.replaceAll(/[^\x21-\x7e]/g, '%') : escape(value);
  });
  const query = one.query.map(
    ([name, value]) => `${name}=${one.isRawPath ? value.replaceAll(/[^\x21-\x7e]/g, '+') : escape(value)}`,
  );
  const lines = [
    `${one.method} ${path}${query.length > 0 ? `?${query.join('&')}` : ''} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(one.body)}`,
    ...(one.auth === undefined ? [] : [`Authorization: Bearer ${visible(one.auth)}`]),
    ...(one.type === '' ? [] : [`Content-Type: ${one.type}`]),
    ...one.headers.map(([name, value]) => `${name}: ${visible(value)}`),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${one.body}`;
}

it(`answers ${RUNS} malformed requests with success or a problem, never with a fault of its own`, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async (one) => {
      const { status, headers, body: answer } = await sendRaw(server.port, rawRequest(one));

      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(status, answer.toString()).toBeGreaterThanOrEqual(200);
      expect(status, answer.toString()).toBeLessThan(500);
      if (status < 400 || one.method === 'HEAD') return;
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const problem = JSON.parse(answer.toString()) as Problem;
      expect(problem).toMatchObject({ status, requestId: headers.get('x-request-id') });
    }),
    { numRuns: RUNS },
  );

  expect(rejections).toEqual([]);
  expect(server.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  // A generator that only ever hits one wall proves nothing about what is behind it.
  expect(statuses.size).toBeGreaterThan(3);
  expect((await createContractClient(server.url).request('getHealth')).status).toBe(200);
  expect(Object.keys(ROUTES)).toHaveLength(operations.length);
});
