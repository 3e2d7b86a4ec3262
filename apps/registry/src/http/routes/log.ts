import { CHECKPOINT_HEADER, ProblemError } from '@national-forge/api';

import type { Deps } from '../../usecases/deps.ts';
import { awaitEntries, listEntries } from '../../usecases/log/entries.ts';
import { proveEntry, proveGrowth } from '../../usecases/log/proofs.ts';
import { releaseProof } from '../../usecases/log/release-proof.ts';
import type { CheckpointWatch } from '../../usecases/log/seen-checkpoint.ts';
import { mediaTypeWeight } from '../accept.ts';
import { STREAM_TIMING, streamLeaves, type StreamTiming } from '../feed/event-stream.ts';
import type { Followers, Place } from '../feed/followers.ts';
import type { Call, Handlers } from '../operation.ts';
import { bytes, document, events, json, type Reply } from '../reply/reply.ts';
import { fullName } from './algorithms.ts';

/** Says what the routes of the log need. */
export interface LogRouteDeps extends Deps {
  readonly followers: Followers;
  readonly watch: CheckpointWatch;
  readonly streams?: StreamTiming | undefined;
}

const TEXT = 'text/plain; charset=utf-8';
const CHECKPOINT = '/log/checkpoint';
const TILES = '/log/tile/';
const FOREVER = { 'Cache-Control': 'public, max-age=31536000, immutable' } as const;
/** The same address gives JSON or events. */
const VARY = { Vary: 'Accept' } as const;
const FRESH = { 'Cache-Control': 'no-cache' } as const;

/** Answers the log: checkpoint and tiles as C2SP tlog-tiles says, the feed of leaves, proofs. */
export function logHandlers(
  deps: LogRouteDeps,
): Handlers<
  | 'getCheckpoint'
  | 'getTile'
  | 'getLogEntries'
  | 'getInclusionProof'
  | 'getConsistencyProof'
  | 'getReleaseProof'
  | 'getLogKeys'
> {
  return {
    getCheckpoint: async ({ header }) => {
      await hearOf(deps, header(CHECKPOINT_HEADER));
      return stored(deps, CHECKPOINT);
    },
    getTile: ({ params, req }) => tile(deps, req.url, `${TILES}${params.path}`),
    getLogEntries: (call) => entries(deps, call),
    getInclusionProof: async ({ query }) => json(200, await proveEntry(deps, query)),
    getConsistencyProof: async ({ query }) => json(200, await proveGrowth(deps, query)),
    getReleaseProof: async ({ params, query }) => {
      const file = await releaseProof(deps, { name: fullName(params), version: params.version }, query.size);
      return bytes(Buffer.from(file), TEXT, query.size === undefined ? FRESH : FOREVER);
    },
    getLogKeys: async () => {
      const { origin, keys } = await deps.log.identity();
      return json(200, { origin, keys: keys.map(({ key, from }) => ({ key, from })) });
    },
  };
}

/** Reading goes on whatever a reader has seen: the checkpoint it gets tells it enough. */
async function hearOf({ watch }: Pick<LogRouteDeps, 'watch'>, seen: string | undefined): Promise<void> {
  if (seen === undefined) return;
  try {
    await watch.compare(seen);
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : undefined;
    if (code !== 'log-behind' && code !== 'log-diverged' && code !== 'log-mismatch') throw error;
  }
}

/** One resource, one address (C2SP tlog-tiles): what only reads as the path of a tile once it is decoded is none. */
function tile(deps: Pick<Deps, 'documents'>, url: string | undefined, key: string): Reply {
  const [written = ''] = (url ?? '').split('?', 1);
  if (written !== key) throw unknownTile(written);
  return stored(deps, key);
}

const unknownTile = (path: string): ProblemError =>
  new ProblemError('tile-unknown', { path: path.slice(TILES.length) });

/** What the front did not answer, because the path was written in another way or the reader tells what it has seen. */
function stored({ documents }: Pick<Deps, 'documents'>, key: string): Reply {
  const found = documents.find(key);
  if (found === undefined) throw unknownTile(key);
  return document(found);
}

async function entries(deps: LogRouteDeps, call: Call<'getLogEntries'>): Promise<Reply> {
  const { query, header } = call;
  const from = continuesAt(header('last-event-id')) ?? query.from;
  const page = await listEntries(deps, { from, limit: query.limit });
  if (wantsEvents(header('accept'))) return stream(deps, call, from);
  if (query.wait === 0 || page.entries.length > 0) return json(200, page, VARY);
  const place = enter(deps, call);
  try {
    const signal = AbortSignal.any([place.signal, AbortSignal.timeout(query.wait * 1000)]);
    return json(200, await awaitEntries(deps, { from, limit: query.limit }, signal), VARY);
  } finally {
    place.leave();
  }
}

function stream(deps: LogRouteDeps, call: Call<'getLogEntries'>, from: number): Reply {
  const place = enter(deps, call);
  const { log, streams: timing = STREAM_TIMING } = deps;
  return events(async (res) => {
    try {
      await streamLeaves(res, { log, from, signal: place.signal, timing });
    } finally {
      place.leave();
    }
  });
}

function enter({ followers }: LogRouteDeps, { req, res }: Call<'getLogEntries'>): Place {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return followers.enter(req, gone.signal);
}

/** A browser that comes back names the last event it has seen; the next one is wanted. */
function continuesAt(header: string | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  const index = /^\d{1,15}$/.test(header) ? Number(header) : NaN;
  if (Number.isSafeInteger(index)) return index + 1;
  throw new ProblemError('request-invalid', { reason: '/header/last-event-id' });
}

const wantsEvents = (accept: string | undefined): boolean =>
  mediaTypeWeight(accept, 'text/event-stream') > mediaTypeWeight(accept, 'application/json');
