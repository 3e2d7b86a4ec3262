import * as z from 'zod';

import { health, readiness, service } from '../bodies/service.ts';
import type { Route } from './route.ts';

const json = (schema: z.ZodType) => ({ 'application/json': schema });

/** Lists the routes about the registry itself. */
export const metaRoutes = {
  getHealth: {
    method: 'get',
    path: '/healthz',
    summary: 'Tell that the process lives',
    tag: 'service',
    access: 'public',
    answers: { 200: { description: 'It lives.', content: json(health) } },
    problems: [],
  },
  getReadiness: {
    method: 'get',
    path: '/readyz',
    summary: 'Tell that requests are taken',
    tag: 'service',
    access: 'public',
    answers: { 200: { description: 'Requests are taken.', content: json(readiness) } },
    problems: [],
  },
  getMetrics: {
    method: 'get',
    path: '/metrics',
    summary: 'Give the metrics in the Prometheus text format',
    tag: 'service',
    access: 'public',
    answers: { 200: { description: 'Metrics.', content: { 'text/plain': 'text' } } },
    problems: [],
  },
  getService: {
    method: 'get',
    path: '/api/v1',
    summary: 'Describe this registry',
    tag: 'service',
    access: 'public',
    answers: { 200: { description: 'The registry.', content: json(service) } },
    problems: [],
  },
  getOpenapi: {
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'Give this document',
    tag: 'service',
    access: 'public',
    answers: { 200: { description: 'The OpenAPI document.', content: json(z.record(z.string(), z.unknown())) } },
    problems: [],
  },
  getManifestSchema: {
    method: 'get',
    path: '/api/v1/schemas/algorithm-1.json',
    summary: 'Give the JSON Schema of algorithm.yaml',
    tag: 'service',
    access: 'public',
    answers: {
      200: {
        description: 'A JSON Schema (2020-12).',
        content: { 'application/schema+json': z.record(z.string(), z.unknown()) },
      },
    },
    problems: [],
  },
  getCliPackage: {
    method: 'get',
    path: '/dist/{file}',
    summary: 'Give the command line tool as a package for plain npm',
    tag: 'service',
    access: 'public',
    params: z.object({
      file: z
        .string()
        .max(100)
        .meta({ description: 'nforge-{version}.tgz', examples: ['nforge-0.1.0.tgz'] }),
    }),
    answers: {
      200: { description: 'The package.', content: { 'application/gzip': 'binary' }, headers: ['Repr-Digest', 'ETag'] },
      206: {
        description: 'A range of it.',
        content: { 'application/gzip': 'binary' },
        headers: ['Content-Range', 'Repr-Digest'],
      },
    },
    problems: ['range-not-satisfiable'],
  },
} as const satisfies Record<string, Route>;
