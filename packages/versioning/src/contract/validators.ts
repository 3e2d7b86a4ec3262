import { findSchemaErrors, openAjv } from '@national-forge/manifest/validator';

import { VersioningError } from '../error.ts';
import { escapeName, schemasOf } from './document.ts';
import type { Json } from './formula.ts';
import { openHyperjump } from './hyperjump.ts';
import { isSchemaObject, type Schema, type SchemaObject } from './schema.ts';
import { Undecided } from './undecided.ts';

/** Tells whether a value is valid as two validators read a schema that have no code in common; undefined where they differ. */
export type Judge = (value: Json) => boolean | undefined;

/** A comparison asks twice, forth and back. */
const JUDGES = new WeakMap<SchemaObject, Promise<Judge>>();

/**
 * Opens a schema without references to elsewhere, which must not change any more. `format` is an annotation for both.
 * @throws Undecided `validators` when one does not take the schema
 */
export function openValidators(schema: Schema): Promise<Judge> {
  if (!isSchemaObject(schema)) return compile(schema);
  const judge = JUDGES.get(schema) ?? compile(schema);
  JUDGES.set(schema, judge);
  return judge;
}

async function compile(schema: Schema): Promise<Judge> {
  try {
    const ours = openAjv({ meta: false, validateSchema: false, code: { optimize: false } }).compile(schema as object);
    const theirs = await openHyperjump(schema);
    return (value) => {
      const verdicts = [attempt(() => ours(value)), attempt(() => theirs(value))];
      return verdicts[0] === verdicts[1] ? verdicts[0] : undefined;
    };
  } catch (cause) {
    throw new Undecided('validators', { cause });
  }
}

/**
 * Asserts that a schema is one: what is no schema has no values to be compared.
 * @throws VersioningError `schema-invalid` with the place in the schema
 */
export function assertSchema(schema: Schema, which: 'old' | 'new'): void {
  const fail = (pointer: string, reason: string): never => {
    const message = `the ${which} schema at ${pointer}: ${reason}`;
    throw new VersioningError('schema-invalid', message, { params: { which, pointer, reason } });
  };
  const errors = findSchemaErrors(schema);
  if (errors.length > 0) {
    const depth = ({ instancePath }: { readonly instancePath: string }): number => instancePath.split('/').length;
    const [deepest] = errors.toSorted((a, b) => depth(b) - depth(a));
    fail(deepest?.instancePath ?? '', deepest?.message ?? 'no schema');
  }
  for (const [pointer, source] of patternsOf(schema)) {
    if (attempt(() => new RegExp(source, 'u').source !== '') === undefined) fail(pointer, 'no pattern of ECMA-262');
  }
}

function* patternsOf(schema: Schema): Iterable<readonly [string, string]> {
  for (const [pointer, one] of schemasOf(schema)) {
    if (!isSchemaObject(one)) continue;
    if (typeof one['pattern'] === 'string') yield [`${pointer}/pattern`, one['pattern']];
    const named = isSchemaObject(one['patternProperties']) ? Object.keys(one['patternProperties']) : [];
    for (const source of named) yield [`${pointer}/patternProperties/${escapeName(source)}`, source];
  }
}

/** A validator that fails says nothing. */
function attempt(judge: () => boolean): boolean | undefined {
  try {
    return judge();
  } catch {
    return undefined;
  }
}
