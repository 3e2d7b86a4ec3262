import type { OperationId, Writes } from '@national-forge/api';

import type { LogIdentity, ThesaurusFacts } from '../ports.ts';
import type { PublishDeps } from '../usecases/publish/publish-deps.ts';
import { createCheckpointWatch } from '../usecases/log/seen-checkpoint.ts';
import { createSubmissions } from '../usecases/publish/submissions.ts';
import { createApp } from './app.ts';
import type { CliPackage } from './cli-package.ts';
import type { ConnectionLimits } from './client-error.ts';
import type { StreamTiming } from './feed/event-stream.ts';
import { createFollowers, type FollowerLimits, type Followers } from './feed/followers.ts';
import { createFront } from './front/front.ts';
import { createRenderedForms, type RenderedForms } from './front/rendered.ts';
import type { PageMaker } from './home-route.ts';
import { createGuard } from './guard.ts';
import { createRateLimiter, type RateLimits } from './limits/rate-limiter.ts';
import { createAccessLog, type LineSink } from './observe/access-log.ts';
import { createRequestIds } from './observe/exchange.ts';
import { createMetrics, type Reading } from './observe/metrics.ts';
import { createTally } from './observe/tally.ts';
import type { Guard, Handlers } from './operation.ts';
import { writeProblem } from './problems/write-problem.ts';
import { accountHandlers } from './routes/accounts.ts';
import { agencyKeyHandlers } from './routes/agency-keys.ts';
import { algorithmHandlers } from './routes/algorithms.ts';
import { blobHandlers } from './routes/blobs.ts';
import { fileHandlers } from './routes/files.ts';
import { lifecycleHandlers } from './routes/lifecycle.ts';
import { logHandlers, type LogRouteDeps } from './routes/log.ts';
import { publishHandlers, type PublishRouteDeps } from './routes/publish.ts';
import { searchHandlers } from './routes/search.ts';
import { serviceHandlers, type ServiceDeps } from './routes/service.ts';
import { createHttpServer, type HttpServer } from './server.ts';

/** Says how the registry speaks HTTP. */
export interface HttpOptions {
  readonly version: string;
  readonly dataFormat: number;
  readonly publicUrl: () => string;
  /** Tells the log and its keys; always answers, from memory if need be. */
  readonly identity: () => Promise<LogIdentity>;
  /** Tells whether writes are taken; always answers, from memory if need be. */
  readonly writes: () => Promise<Writes>;
  /** Tells the thesauri that were added; always answers, from memory if need be. */
  readonly thesauri: () => Promise<readonly ThesaurusFacts[]>;
  readonly isSecure: boolean;
  /** Trusted proxies in front, 0 for none. */
  readonly hops: number;
  readonly rates: RateLimits;
  readonly followers: FollowerLimits;
  /** Times event streams, where they are not to be as slow as usual. */
  readonly streams?: StreamTiming | undefined;
  readonly connections: ConnectionLimits;
  /** Milliseconds that a publish is waited for before it is answered 202. */
  readonly patienceMs: number;
  /** Bytes of compressed documents kept in memory. */
  readonly codedBytes: number;
  readonly cli: CliPackage | undefined;
  /** Makes the page of `GET /`. */
  readonly home: PageMaker;
  readonly readings: readonly Reading[];
  /** Takes access log lines; none are written without it. */
  readonly lines: LineSink | undefined;
  readonly reportFault: (error: unknown, requestId: string) => void;
}

/** Is the registry on HTTP. */
export interface RegistryHttp extends HttpServer {
  /** Takes up submissions that an earlier process left. */
  resume(): Promise<number>;
  /** Stops taking requests, then finishes what was acknowledged. */
  stop(graceMs: number): Promise<void>;
}

/** Puts the routes behind the front and the server around both. */
export function createRegistryHttp(deps: PublishDeps, options: HttpOptions): RegistryHttp {
  let stopping = false;
  const isStopping = () => stopping;
  const tally = createTally();
  const limiter = createRateLimiter(options.rates, options.hops);
  const forms = createRenderedForms(options.codedBytes);
  const requestId = createRequestIds(Buffer.from(deps.random.bytes(6)).toString('hex').slice(0, 8), options.hops > 0);
  const submissions = createSubmissions({
    ...{ ...deps, writeProblem, report: options.reportFault },
    patienceMs: options.patienceMs,
  });
  const followers = createFollowers(options.followers, options.hops);
  const watch = createCheckpointWatch(deps);
  const guard = createGuard({ ...deps, watch }, limiter);
  const metrics = createMetrics(tally, [...options.readings, codedBytes(forms), waiting(followers)]);
  const handlers = createHandlers({ ...deps, submissions, followers, watch, streams: options.streams }, guard, {
    ...options,
    limits: deps.limits,
    metrics,
    isStopping,
  });
  const app = createApp({ ...options, handlers, guard, names: deps.names });
  const log = createAccessLog(tally, options.lines);
  const front = createFront({
    ...{ documents: deps.documents, forms, limiter, log, requestId, isStopping },
    uriBytes: options.connections.uriBytes,
    reportFault: options.reportFault,
    next: app,
  });
  const server = createHttpServer(front, { limits: options.connections, requestId });
  const stop = async (graceMs: number): Promise<void> => {
    stopping = true;
    followers.dismiss();
    await server.close(graceMs);
    await submissions.settle(graceMs);
  };
  return { ...server, resume: () => submissions.resume(), stop };
}

function createHandlers(
  deps: PublishRouteDeps & LogRouteDeps,
  guard: Guard,
  service: ServiceDeps,
): Handlers<OperationId> {
  return {
    ...serviceHandlers(service),
    ...blobHandlers(deps, guard),
    ...publishHandlers(deps),
    ...algorithmHandlers(deps),
    ...fileHandlers(deps),
    ...lifecycleHandlers(deps),
    ...searchHandlers(deps),
    ...accountHandlers(deps),
    ...agencyKeyHandlers(deps),
    ...logHandlers(deps),
  };
}

const codedBytes = (forms: RenderedForms): Reading => ({
  name: 'nforge_coded_documents_bytes',
  help: 'Bytes of compressed documents in memory.',
  type: 'gauge',
  read: () => forms.bytes(),
});

const waiting = (followers: Followers): Reading => ({
  name: 'nforge_log_followers',
  help: 'Requests and event streams that wait for the log.',
  type: 'gauge',
  read: () => followers.count(),
});
