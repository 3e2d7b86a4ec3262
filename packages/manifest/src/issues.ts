import type * as z from 'zod';

import { nearestOf } from './nearest.ts';
import type { ManifestProblemCode, ProblemParams } from './problem.ts';
import type { RuleIssue } from './rule.ts';
import { manifestSchema } from './schema.ts';

/** Holds what zod found, in our words. */
export interface SchemaProblem {
  readonly code: ManifestProblemCode;
  readonly path: readonly PropertyKey[];
  readonly params: ProblemParams;
  /** Is true where the key is at fault, not its value. */
  readonly atKey: boolean;
}

const EXPECTED: Readonly<Record<string, ManifestProblemCode>> = {
  string: 'expected-text',
  number: 'expected-number',
  boolean: 'expected-boolean',
  array: 'expected-list',
  object: 'expected-map',
  record: 'expected-map',
};

/** Judges data by the schema of the manifest and tells every problem in our words, in no particular order. */
export function judgeManifest(data: unknown): readonly SchemaProblem[] {
  const result = manifestSchema.safeParse(data);
  return result.success ? [] : withoutEchoes(result.error.issues.flatMap((issue) => translate(issue, data)));
}

/** Leaves out the missing key that an unknown one beside it was meant to be: one slip of the pen is told once. */
function withoutEchoes(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  const meant = new Set(problems.flatMap((problem) => (problem.code === 'unknown-key' ? [siblingOf(problem)] : [])));
  return problems.filter(
    ({ code, path }) => !['missing-key', 'required-when'].includes(code) || !meant.has(JSON.stringify(path)),
  );
}

const siblingOf = ({ path, params }: SchemaProblem): string =>
  JSON.stringify([...path.slice(0, -1), params['nearest']]);

function translate(issue: z.core.$ZodIssue, data: unknown): readonly SchemaProblem[] {
  const { path } = issue;
  const at = (code: ManifestProblemCode, params: ProblemParams = {}) => [{ code, path, params, atKey: false }];
  switch (issue.code) {
    case 'custom': {
      const { problem, params } = issue.params as unknown as RuleIssue;
      return at(problem, params).map((found) => ({ ...found, atKey: problem === 'dependency-self' }));
    }
    case 'invalid_key':
      return issue.issues.flatMap((inner) =>
        translate({ ...inner, path }, data).map((problem) => ({ ...problem, atKey: true })),
      );
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path));
    case 'invalid_type':
    case 'invalid_value':
      return [{ ...wrongValue(issue, valueAt(data, path)), path, atKey: false }];
    default:
      // The schema uses no other check; one that is added without words for it must not pass in silence.
      throw new Error(`no words for the issue ${issue.code}`);
  }
}

function wrongValue(
  issue: z.core.$ZodIssueInvalidType | z.core.$ZodIssueInvalidValue,
  value: unknown,
): { readonly code: ManifestProblemCode; readonly params: ProblemParams } {
  if (value === undefined) return { code: 'missing-key', params: { key: String(issue.path.at(-1) ?? '') } };
  if (value === null) return { code: 'value-missing', params: {} };
  // An unquoted 1.0 is a number to YAML; the author meant a version.
  if (issue.path.length === 1 && issue.path[0] === 'version' && typeof value === 'number') {
    return { code: 'version-invalid', params: { version: value } };
  }
  if (issue.code === 'invalid_type') return { code: EXPECTED[issue.expected] ?? 'expected-text', params: {} };
  if (issue.path[0] === 'schemaVersion') return schemaVersionProblem(value);
  if (typeof value !== 'string') return { code: 'expected-text', params: {} };
  const allowed = issue.values.map(String);
  const nearest = nearestOf(value, allowed);
  return { code: 'value-unknown', params: { value, allowed: allowed.join(', '), ...(nearest && { nearest }) } };
}

function schemaVersionProblem(value: unknown) {
  if (typeof value !== 'number') return { code: 'expected-number', params: {} } as const;
  return { code: 'schema-version-unsupported', params: { value, supported: 1 } } as const;
}

function unknownKey(key: string, path: readonly PropertyKey[]): SchemaProblem {
  const nearest = nearestOf(key, knownKeys(path));
  return { code: 'unknown-key', path: [...path, key], params: { key, ...(nearest && { nearest }) }, atKey: true };
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Lists the keys that the schema knows in the map at a path. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: z.core.$ZodTypes | undefined = manifestSchema;
  for (const key of path) schema = schema && memberSchema(unwrap(schema), key);
  const map = schema && unwrap(schema);
  return map?._zod.def.type === 'object' ? Object.keys(map._zod.def.shape) : [];
}

function unwrap(schema: z.core.$ZodTypes): z.core.$ZodTypes {
  const { def } = schema._zod;
  return def.type === 'optional' ? unwrap(def.innerType as z.core.$ZodTypes) : schema;
}

function memberSchema(schema: z.core.$ZodTypes, key: PropertyKey): z.core.$ZodTypes | undefined {
  const { def } = schema._zod;
  if (def.type === 'object') return def.shape[String(key)] as z.core.$ZodTypes | undefined;
  if (def.type === 'array') return def.element as z.core.$ZodTypes;
  return undefined;
}
