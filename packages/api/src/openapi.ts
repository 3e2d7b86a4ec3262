import type * as z from 'zod';
import {
  createDocument,
  type CreateDocumentOptions,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';

import { problem } from './bodies/problem.ts';
import { PROBLEMS, type ProblemCode } from './problems/codes.ts';
import { CHECKPOINT_HEADER, isWrite, type Answer, type Route } from './routes/route.ts';
import { problemsOf, ROUTES, type OperationId } from './routes/table.ts';

type Content = z.ZodType | 'binary' | 'text';

function mediaType(content: Content) {
  if (content === 'binary')
    return { schema: { type: 'string', contentMediaType: 'application/octet-stream' } as const };
  if (content === 'text') return { schema: { type: 'string' } as const };
  return { schema: content };
}

const contentOf = (content: Readonly<Record<string, Content>>) =>
  Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, mediaType(schema)]));

function headersOf(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, { schema: { type: 'string' } as const }]));
}

function answerOf(answer: Answer) {
  return {
    description: answer.description,
    ...(answer.content && { content: contentOf(answer.content) }),
    ...(answer.headers && { headers: headersOf(answer.headers) }),
  };
}

function problemAnswers(codes: readonly ProblemCode[], isHead: boolean) {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      {
        description: some.map((code) => `\`${code}\``).join(', '),
        'x-problem-codes': some,
        ...(isHead ? {} : { content: { 'application/problem+json': { schema: problem } } }),
      },
    ]),
  );
}

const SEEN = {
  [CHECKPOINT_HEADER]: {
    required: false,
    description:
      'Base64 of the newest checkpoint that the caller has seen: a registry that was set back finds it out before it writes.',
  },
};

function headerParameters(route: Route) {
  const headers = { ...route.headers, ...(isWrite(route) ? SEEN : {}) };
  return Object.entries(headers).map(([name, { required, description }]) => ({
    name,
    in: 'header' as const,
    required,
    description,
    schema: { type: 'string' } as const,
  }));
}

function operationOf(id: OperationId): ZodOpenApiOperationObject {
  const route: Route = ROUTES[id];
  return {
    operationId: id,
    summary: route.summary,
    tags: [route.tag],
    ...(route.access !== 'public' && {
      security: [{ token: [] }],
      'x-scopes': route.access === 'token' ? [] : [...route.access],
    }),
    requestParams: { ...(route.params && { path: route.params }), ...(route.query && { query: route.query }) },
    ...((route.headers ?? isWrite(route)) && { parameters: headerParameters(route) }),
    ...(route.body && { requestBody: { required: true, content: contentOf(route.body) } }),
    responses: {
      ...Object.fromEntries(Object.entries(route.answers).map(([status, answer]) => [status, answerOf(answer)])),
      ...problemAnswers(problemsOf(id), route.method === 'head'),
    },
  };
}

function pathsOf(): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const id of Object.keys(ROUTES) as OperationId[]) {
    (paths[ROUTES[id].path] ??= {})[ROUTES[id].method] = operationOf(id);
  }
  return paths;
}

// Answers may gain members within v1: a closed schema would make every addition a break for generated clients.
const openAnswers: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema, zodSchema, io }) => {
  const { def } = zodSchema._zod;
  if (io === 'output' && def.type === 'object' && !('catchall' in def && def.catchall))
    delete jsonSchema.additionalProperties;
};

/** Makes the OpenAPI 3.1 document of the interface from the route table. */
export function openapiDocument(): Record<string, unknown> {
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title: 'National Software Forge registry',
      version: '1.0.0',
      summary: 'A national registry of versioned government algorithms.',
      description:
        'Additive only within v1. Every GET also answers HEAD. Problems follow RFC 9457; "code" is stable, the texts are in ar, fr or en by Accept-Language.',
      license: { name: 'European Union Public Licence 1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/', description: 'This registry.' }],
    tags: [
      'service',
      'blobs',
      'releases',
      'algorithms',
      'lifecycle',
      'search',
      'agencies',
      'tokens',
      'keys',
      'log',
    ].map((name) => ({
      name,
    })),
    paths: pathsOf(),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of this registry.' } },
    },
  };
  return createDocument(document, { override: openAnswers }) as unknown as Record<string, unknown>;
}
