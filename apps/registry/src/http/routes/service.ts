import { openapiDocument, ProblemError, ROUTES, type Service, type Writes } from '@national-forge/api';
import { manifestJsonSchema } from '@national-forge/manifest';

import type { LogIdentity, ThesaurusFacts } from '../../ports.ts';
import type { ServiceLimits } from '../../usecases/deps.ts';
import type { CliPackage } from '../cli-package.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Handlers } from '../operation.ts';
import { bytes, content, json } from '../reply/reply.ts';

/** Says what the routes about the registry itself need. */
export interface ServiceDeps {
  readonly version: string;
  readonly dataFormat: number;
  readonly publicUrl: () => string;
  /** Tells the log and its keys; always answers, from memory if need be. */
  readonly identity: () => Promise<LogIdentity>;
  /** Tells whether writes are taken; always answers, from memory if need be. */
  readonly writes: () => Promise<Writes>;
  /** Tells the thesauri that were added; always answers, from memory if need be. */
  readonly thesauri: () => Promise<readonly ThesaurusFacts[]>;
  readonly limits: ServiceLimits;
  readonly cli: CliPackage | undefined;
  readonly metrics: Metrics;
  readonly isStopping: () => boolean;
}

/** Answers for the registry itself. */
export function serviceHandlers(
  deps: ServiceDeps,
): Handlers<
  'getHealth' | 'getReadiness' | 'getMetrics' | 'getService' | 'getOpenapi' | 'getManifestSchema' | 'getCliPackage'
> {
  const openapi = once(() => Buffer.from(JSON.stringify(openapiDocument())));
  const schema = once(() => Buffer.from(`${JSON.stringify(manifestJsonSchema(), null, 2)}\n`));
  return {
    getHealth: () => json(200, { status: deps.isStopping() ? 'stopping' : 'ok' }),
    getReadiness: async () => {
      if (deps.isStopping()) throw new ProblemError('shutting-down', { retryAfter: 2 });
      return json(200, { status: 'ok', writes: await deps.writes() });
    },
    getMetrics: async () => {
      const { type, text } = await deps.metrics.render();
      return bytes(Buffer.from(text), type, { 'Cache-Control': 'no-store' });
    },
    getService: async () => json(200, await describeService(deps)),
    getOpenapi: () => bytes(openapi(), 'application/json; charset=utf-8', { 'Cache-Control': 'no-cache' }),
    getManifestSchema: () => bytes(schema(), 'application/schema+json; charset=utf-8', { 'Cache-Control': 'no-cache' }),
    getCliPackage: ({ params, req }) => {
      if (deps.cli?.file !== params.file) throw new ProblemError('route-unknown', { path: req.url ?? '' });
      return content({ ...deps.cli.content, headers: {} });
    },
  };
}

async function describeService(deps: ServiceDeps): Promise<Service> {
  const { version, dataFormat, publicUrl, limits, cli } = deps;
  const { origin, keys } = await deps.identity();
  const { archiveBytes, unpackedBytes, files, fileBytes, bodyBytes, releasesPerRequest } = limits;
  const url = `/dist/${cli?.file ?? ''}`;
  return {
    service: 'nforge-registry',
    version,
    api: 'v1',
    dataFormat,
    publicUrl: publicUrl(),
    openapi: ROUTES.getOpenapi.path,
    manifestSchema: ROUTES.getManifestSchema.path,
    log: { origin, key: keys.at(-1)?.key ?? '', writes: await deps.writes() },
    cli: cli ? { version: cli.version, url, digest: `sha256:${cli.content.sha256}`, size: cli.content.size } : null,
    thesauri: (await deps.thesauri()).map(creditOf),
    limits: { archiveBytes, unpackedBytes, files, fileBytes, bodyBytes, releasesPerRequest },
  };
}

type Credit = Pick<ThesaurusFacts, 'id' | 'title' | 'licence' | 'source' | 'version'>;

const creditOf = ({ id, title, licence, source, version }: ThesaurusFacts): Credit => {
  return { id, title, licence, source, version };
};

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
