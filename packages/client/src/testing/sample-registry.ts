import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ReleaseRecord } from '@national-forge/api';
import { digestOf } from '@national-forge/archive';

import type { SampleOptions } from './manifest.ts';
import { answerLog, trueAnswers, type LogAnswers } from './log-routes.ts';
import { SampleLog } from './sample-log.ts';
import { sendFile, sendSegment, sendVersions } from './sample-files.ts';
import { movedPath, whereIs } from './sample-moves.ts';
import { packSample } from './sample-release.ts';
import { sendResolution } from './sample-resolution.ts';
import { findStored, type Exchange, type Fault, type Seen, type State, type Stored } from './sample-state.ts';
import { listen, sendJson, sendProblem, stop } from './wire.ts';

/** Stands in for a registry at the far end of the wire, so that the wire can be cut. */
export interface SampleRegistry {
  readonly url: string;
  readonly listener: RequestListener;
  readonly requests: Seen[];
  readonly faults: Fault[];
  readonly blobs: Map<string, Buffer>;
  readonly uploads: Map<string, Buffer>;
  /** The log; a test may put another in its place. */
  log: SampleLog;
  /** What is said of the log; default: the truth. */
  answers: LogAnswers | undefined;
  /** Publishes a small algorithm as if someone had. */
  publish(options: SampleOptions): Promise<ReleaseRecord>;
  find(name: string, version: string): Stored | undefined;
  /** Sets the registry back to where its log had that size, as a restore from an old backup does. */
  setBack(size: number): void;
  /** Moves a name, signed by giver and receiver. */
  move(from: string, to: string): number;
  close(): Promise<void>;
}

/** Starts a stand-in on a free port of this machine. */
export async function startSampleRegistry(log = new SampleLog()): Promise<SampleRegistry> {
  const releases = new Map<string, Stored>();
  const state: State = {
    releases,
    requests: [],
    faults: [],
    blobs: new Map(),
    uploads: new Map(),
    log,
    answers: undefined,
  };
  const listener: RequestListener = (request, response) => {
    answer(state, request, response).catch(() => response.destroy());
  };
  const server = createServer(listener);
  await listen(server);
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    listener,
    publish: (options: SampleOptions) => publishSample(state, options),
    find: (name: string, version: string) => findStored(state, name, version),
    setBack: (size: number) => {
      state.log = state.log.copy(state.log.entries.slice(0, size));
      for (const [key, { record }] of releases) if (record.logIndex >= size) releases.delete(key);
    },
    move: (from: string, to: string) => state.log.transfer(from, to),
    close: () => stop(server),
  });
}

async function publishSample(state: State, options: SampleOptions): Promise<ReleaseRecord> {
  const { record, archive } = await packSample(state.log, options);
  state.releases.set(`${options.name}@${options.version}`, { record, yanked: false, archive });
  return record;
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://registry.invalid');
  const seen = { method: request.method ?? '', path: url.pathname, headers: request.headers };
  state.requests.push(seen);
  for (const fault of state.faults) if (await fault(request, response, seen)) return;
  const moved = movedPath(state.log, url);
  if (moved !== undefined && ['GET', 'HEAD'].includes(seen.method))
    return void response.writeHead(308, { location: moved }).end();
  if (answerLog(state.answers ?? trueAnswers(state.log), url, response)) return;
  const found = ROUTES.find(({ method, path }) => method === seen.method && path.test(url.pathname));
  if (found === undefined) {
    sendProblem(response, 'route-unknown', { path: url.pathname });
    return;
  }
  const parts = (found.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
  await found.run({ state, request, response, parts });
}

const ALGORITHM = '^/api/v1/algorithms/([^/]+/[^/]+)';
const route = (method: string, path: string, run: (exchange: Exchange) => Promise<void> | void) => ({
  method,
  path: new RegExp(path),
  run,
});

const ROUTES = [
  route('GET', `${ALGORITHM}$`, sendHead),
  route('GET', `${ALGORITHM}/versions$`, sendVersions),
  route('GET', `${ALGORITHM}/versions/segments/(\\d+)$`, sendSegment),
  route('GET', `${ALGORITHM}/versions/([^/]+)/files/(.+)$`, sendFile),
  route('GET', `${ALGORITHM}/versions/([^/]+)$`, (exchange) => sendRelease(exchange, ({ record }) => record)),
  route('GET', `${ALGORITHM}/versions/([^/]+)/status$`, (exchange) =>
    sendRelease(exchange, ({ record: { name, version, logIndex }, yanked, tombstone }) => ({
      name: whereIs(exchange.state.log, name).to,
      version,
      yanked: yanked ? { reason: 'wrong rate', since: '2026-02-01T00:00:00Z' } : null,
      deprecated: null,
      tombstoned: tombstone === undefined ? null : { reference: tombstone, since: '2026-02-01T00:00:00Z' },
      logIndex,
    })),
  ),
  route('GET', `${ALGORITHM}/versions/([^/]+)/archive$`, sendArchive),
  route('POST', '^/api/v1/resolve$', sendResolution),
  route('HEAD', '^/api/v1/blobs/([^/]+)$', headBlob),
  route('PUT', '^/api/v1/blobs/([^/]+)$', putBlob),
  route('PATCH', '^/api/v1/blobs/([^/]+)$', patchBlob),
];

function sendHead({ state, response, parts: [name = ''] }: Exchange): void {
  const all = [...state.releases.values()].filter(({ record }) => whereIs(state.log, record.name).to === name);
  const last = all.findLast(({ yanked }) => !yanked);
  if (all.length === 0) {
    sendProblem(response, 'algorithm-unknown', { name });
    return;
  }
  const text = { fr: name };
  sendJson(response, {
    name,
    agency: name.split('/')[0],
    title: text,
    summary: text,
    kind: 'transform',
    sectors: [],
    region: 'MA',
    developmentStatus: 'stable',
    license: 'EUPL-1.2',
    risk: 'minimal',
    latest: last?.record.version ?? null,
    channels: {},
    deprecated: false,
    versionCount: all.length,
    versions: [],
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    addedByANewerRegistry: true,
  });
}

function sendRelease({ state, response, parts }: Exchange, render: (stored: Stored) => unknown): void {
  const [name = '', version = ''] = parts;
  const stored = findStored(state, name, version);
  if (stored === undefined) {
    sendProblem(response, 'version-unknown', { name, version });
    return;
  }
  sendJson(response, render(stored), { etag: '"1"' });
}

function sendArchive({ state, request, response, parts: [name = '', version = ''] }: Exchange): void {
  const { archive, tombstone } = findStored(state, name, version) ?? {};
  if (tombstone !== undefined) {
    sendProblem(response, 'release-tombstoned', { name, version, reference: tombstone });
    return;
  }
  if (archive === undefined) {
    sendProblem(response, 'version-unknown', { name, version });
    return;
  }
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = { 'content-range': `bytes ${start}-${archive.length - 1}/${archive.length}` };
  const headers = { 'content-type': 'application/zstd', ...(start > 0 ? range : {}) };
  response.writeHead(start > 0 ? 206 : 200, { ...headers, 'content-length': archive.length - start });
  response.end(archive.subarray(start));
}

function headBlob({ state, response, parts: [digest = ''] }: Exchange): void {
  const upload = state.uploads.get(digest);
  if (state.blobs.has(digest)) response.writeHead(200).end();
  else if (upload === undefined) response.writeHead(404, { 'content-type': 'application/problem+json' }).end();
  else response.writeHead(204, { 'upload-offset': upload.length }).end();
}

async function putBlob(exchange: Exchange): Promise<void> {
  exchange.state.uploads.set(exchange.parts[0] ?? '', Buffer.alloc(0));
  await append(exchange, true);
}

async function patchBlob(exchange: Exchange): Promise<void> {
  const {
    state,
    request,
    response,
    parts: [digest = ''],
  } = exchange;
  const expected = state.uploads.get(digest)?.length ?? 0;
  const offered = Number(request.headers['upload-offset']);
  if (offered !== expected) {
    sendProblem(response, 'upload-offset-mismatch', { expected, offered });
    return;
  }
  await append(exchange, request.headers['upload-complete'] !== '?0');
}

/** Keeps what arrived even when the connection is cut. */
async function append({ state, request, response, parts: [digest = ''] }: Exchange, last: boolean): Promise<void> {
  for await (const chunk of request) {
    state.uploads.set(digest, Buffer.concat([state.uploads.get(digest) ?? Buffer.alloc(0), chunk as Buffer]));
  }
  const bytes = state.uploads.get(digest) ?? Buffer.alloc(0);
  if (!last) return void response.writeHead(204, { 'upload-offset': bytes.length }).end();
  state.uploads.delete(digest);
  if (digestOf(bytes) !== digest) {
    sendProblem(response, 'digest-mismatch', { actual: digestOf(bytes), expected: digest });
    return;
  }
  state.blobs.set(digest, bytes);
  response.writeHead(201, { 'upload-offset': bytes.length }).end();
}
