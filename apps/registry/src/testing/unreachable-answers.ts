import { problemsOf, PROBLEMS, ROUTES, type OperationId, type ProblemCode, type Route } from '@national-forge/api';

const OPERATIONS = Object.keys(ROUTES) as OperationId[];
const isRead = (id: OperationId): boolean => ['get', 'head'].includes(ROUTES[id].method);
const route = (id: OperationId): Route => ROUTES[id];

/** Answers that the table lists for every operation alike and that this one can never give, with the reason. */
const REASONS: readonly {
  readonly code: ProblemCode;
  readonly reason: string;
  readonly operations: (id: OperationId) => boolean;
}[] = [
  {
    code: 'route-unknown',
    reason: 'the route exists; only the package is looked up by a name in the address',
    operations: (id) => id !== 'getCliPackage',
  },
  {
    code: 'method-not-allowed',
    reason: 'the method of an operation is allowed; http/methods.test.ts sends the others',
    operations: () => true,
  },
  {
    code: 'agency-history-full',
    reason: 'an agency must have changed some thousand times; the contract of the ledger (ports/ledger-keys) does that',
    operations: () => true,
  },
  {
    code: 'rate-limited',
    reason: 'what operators ask is never limited',
    operations: (id) => ['getHealth', 'getReadiness', 'getMetrics'].includes(id),
  },
  {
    code: 'request-invalid',
    reason: 'what operators ask is answered whatever the request looks like',
    operations: (id) => ['getHealth', 'getReadiness', 'getMetrics'].includes(id),
  },
  {
    code: 'shutting-down',
    reason: 'answered until the end, so that operators can watch it stop',
    operations: (id) => id === 'getHealth' || id === 'getMetrics',
  },
  {
    code: 'internal',
    reason: 'reads nothing that could fail',
    operations: (id) =>
      [
        'getHealth',
        'getReadiness',
        'getMetrics',
        'getService',
        'getOpenapi',
        'getManifestSchema',
        'getCliPackage',
      ].includes(id),
  },
  {
    code: 'scope-missing',
    reason: 'every token may ask about itself',
    operations: (id) => route(id).access === 'token',
  },
  {
    code: 'agency-forbidden',
    reason: 'speaks of no agency',
    operations: (id) =>
      ['putBlob', 'patchBlob', 'createAgency', 'getOwnToken', 'revokeOwnToken', 'getSubmission'].includes(id),
  },
  {
    code: 'expiry-refused',
    reason: 'the schema of the body bounds the days; the command line meets it',
    operations: (id) => id === 'createToken',
  },
];

/** Lists every answer of the table that a test must see: `operation status` and `operation status code`. */
export function expectedAnswers(): ReadonlySet<string> {
  const answers = OPERATIONS.flatMap((id) => [
    ...Object.keys(ROUTES[id].answers).map((status) => `${id} ${status}`),
    ...problemsOf(id)
      .filter((code) => !REASONS.some((one) => one.code === code && one.operations(id)))
      .map((code) => answerName(id, code)),
  ]);
  return new Set(answers);
}

/** A HEAD has no body that could tell the code. */
const answerName = (id: OperationId, code: ProblemCode): string =>
  `${id} ${PROBLEMS[code].status}${ROUTES[id].method === 'head' ? '' : ` ${code}`}`;

/** Lists what is held unreachable, so that a test can show that no such answer was seen after all. */
export function unreachableAnswers(): ReadonlySet<string> {
  const answers = OPERATIONS.flatMap((id) =>
    problemsOf(id)
      .filter((code) => REASONS.some((one) => one.code === code && one.operations(id)))
      .map((code) => `${id} ${PROBLEMS[code].status} ${code}`),
  );
  return new Set(answers);
}

/** Lists the operations that write, whatever their method. */
export const WRITING: readonly OperationId[] = OPERATIONS.filter((id) => !isRead(id) && id !== 'resolveMany');
