import type { AddressInfo } from 'node:net';

import { ProblemError, type Writes } from '@national-forge/api';

import { DATA_FORMAT } from '../adapters/data-folder.ts';
import { readCliPackage, type CliPackage } from '../http/cli-package.ts';
import { DEFAULT_CONNECTION_LIMITS, type ConnectionLimits } from '../http/client-error.ts';
import type { StreamTiming } from '../http/feed/event-stream.ts';
import { DEFAULT_FOLLOWER_LIMITS, type FollowerLimits } from '../http/feed/followers.ts';
import { DEFAULT_RATE_LIMITS, type RateLimits } from '../http/limits/rate-limiter.ts';
import { createRegistryHttp, type RegistryHttp } from '../http/registry-http.ts';
import type { LogIdentity, ThesaurusFacts } from '../ports.ts';
import { lastKnown } from '../usecases/log/last-known.ts';
import { createHomePage } from '../web/home-page.ts';
import type { ServerLog } from './logger.ts';
import type { Registry } from './open-registry.ts';
import { readingsOf } from './readings.ts';
import { startUpkeep } from './upkeep.ts';
import { VERSION } from './version.ts';

/** Says how to serve a registry. */
export interface ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address under which others reach the registry; by default where it listens. */
  readonly publicUrl?: string | undefined;
  /** Trusted proxies in front. */
  readonly hops?: number | undefined;
  readonly rates?: Partial<RateLimits> | undefined;
  readonly connections?: Partial<ConnectionLimits> | undefined;
  /** Bounds who may wait for the log at the same time. */
  readonly followers?: Partial<FollowerLimits> | undefined;
  /** Times event streams; a test lets them be quick. */
  readonly streams?: StreamTiming | undefined;
  /** Path of `nforge-VERSION.tgz`. */
  readonly cliPackage?: string | undefined;
  readonly log: ServerLog;
  /** Milliseconds that a publish is waited for before it is answered 202. */
  readonly patienceMs?: number | undefined;
  /** Milliseconds that running requests get at the end. */
  readonly graceMs?: number | undefined;
}

/** Is a registry that serves. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Takes nothing new, finishes what was acknowledged, closes the registry. */
  stop(): Promise<void>;
}

const CODED_BYTES = 32 * 1024 * 1024;
const GRACE_MS = 30_000;
const PATIENCE_MS = 5_000;

/** Serves an open registry; closing the server closes the registry. Rejects with the error of the system. */
export async function openServer(registry: Registry, options: ServerOptions): Promise<RunningServer> {
  const cli = options.cliPackage === undefined ? undefined : await readCliPackage(options.cliPackage);
  const place = { url: options.publicUrl ?? '' };
  const identity = await registry.deps.log.identity();
  const { size } = await registry.deps.log.checkpoint();
  const writes = await readWrites(registry);
  const http = createHttp(registry, options, { cli, place, identity, size, writes });
  const address = await http.listen({ host: options.host, port: options.port });
  const url = urlOf(address);
  if (options.publicUrl === undefined) place.url = url;
  await http.resume();
  const { logger } = options.log;
  registry.vectors.onDeath((why, publisher) => logger.warn({ publisher, why }, 'a worker that ran vectors died'));
  const upkeep = startUpkeep(registry, logger);
  return {
    url,
    port: address.port,
    async stop() {
      upkeep.stop();
      await http.stop(options.graceMs ?? GRACE_MS);
      await registry.close();
      options.log.flush();
    },
  };
}

interface Place {
  url: string;
}

/** Is what a server knows when it begins. */
interface Beginning {
  readonly cli: CliPackage | undefined;
  readonly place: Place;
  readonly identity: LogIdentity;
  readonly writes: Writes;
  /** Leaves of the log. */
  readonly size: number;
}

function createHttp(
  registry: Registry,
  options: ServerOptions,
  { cli, place, identity, size, writes }: Beginning,
): RegistryHttp {
  const { deps } = registry;
  const publicUrl = () => place.url;
  const { logger, lines } = options.log;
  return createRegistryHttp(deps, {
    version: VERSION,
    dataFormat: DATA_FORMAT,
    publicUrl,
    identity: lastKnown(identity, () => deps.log.identity()).read,
    writes: lastKnown(writes, () => readWrites(registry)).read,
    thesauri: lastKnown<readonly ThesaurusFacts[]>([], () => deps.thesauri.list()).read,
    isSecure: options.publicUrl?.startsWith('https:') ?? false,
    hops: options.hops ?? 0,
    rates: { ...DEFAULT_RATE_LIMITS, ...options.rates },
    connections: { ...DEFAULT_CONNECTION_LIMITS, ...options.connections },
    followers: { ...DEFAULT_FOLLOWER_LIMITS, ...options.followers },
    streams: options.streams,
    codedBytes: CODED_BYTES,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    cli,
    home: createHomePage({
      search: (query) => deps.search.search(query),
      publicUrl,
      cliPath: cli && `/dist/${cli.file}`,
    }),
    readings: readingsOf(registry, size),
    lines,
    reportFault: (error, requestId) => reportFault(logger, error, requestId),
  });
}

/** Tells whether writes are taken, in the words of the interface. */
export async function readWrites({ deps }: Pick<Registry, 'deps'>): Promise<Writes> {
  const status = await deps.log.status();
  return status === 'open' ? 'on' : status;
}

/** A log that takes no writes refuses them by rule: where in the code tells nobody anything. */
function reportFault(logger: ServerLog['logger'], error: unknown, id: string): void {
  if (error instanceof ProblemError && WRITES_OFF.has(error.code))
    logger.warn({ id, code: error.code }, 'a write was refused: writes are off');
  else logger.error({ err: error, id }, 'a request failed');
}

const WRITES_OFF: ReadonlySet<string> = new Set<Writes>(['log-behind', 'log-diverged', 'log-key-missing']);

function urlOf({ address, port, family }: AddressInfo): string {
  const shown = address === '0.0.0.0' || address === '::' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${shown}:${port}`;
}
