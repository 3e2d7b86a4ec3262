import type { ErrorObject, ValidateFunction } from 'ajv';

/** Asks whether a schema is a schema and values are valid against it. */
export interface ContractJob {
  readonly schema: unknown;
  readonly values: readonly unknown[];
}

/** Describes what does not fit: in the schema itself (`value` undefined) or in one of the values. */
export interface Misfit {
  readonly kind: 'schema-invalid' | 'ref-missing' | 'pattern-invalid' | 'endless' | 'value-invalid';
  /** Index of the value. */
  readonly value?: number;
  /** JSON Pointer of the place in the schema or in the value. */
  readonly pointer: string;
  /** The rule that is broken, as `keyword: value of the keyword`. */
  readonly expected: string;
  /** What stands there instead, as JSON. */
  readonly found: string;
}

/** Judges a schema and values as all places of the house do (`@national-forge/manifest/validator`). */
export async function judgeContract(job: ContractJob): Promise<readonly Misfit[]> {
  const { findSchemaErrors, openAjv } = await import('@national-forge/manifest/validator');
  // Unknown keywords were refused before, with their nearest names.
  const schema = typeof job.schema === 'boolean' ? job.schema : (job.schema as object);
  let validate: ValidateFunction;
  try {
    const errors = findSchemaErrors(schema);
    if (errors.length > 0) return [misfitOf('schema-invalid', deepestOf(errors))];
    // It knows the schemas of schemas, so that none is taken that calls itself by the name of one.
    validate = openAjv({ validateSchema: false, verbose: true }).compile(schema as object);
  } catch (error) {
    return [schemaMisfit(error as Error & { missingRef?: string })];
  }
  const misfits: Misfit[] = [];
  for (let index = 0; index < job.values.length && misfits.length < 100; index++) {
    const misfit = judgeValue(validate, job.values[index]);
    if (misfit !== undefined) misfits.push({ ...misfit, value: index });
    // What is wrong with the schema is wrong for every value.
    if (misfit !== undefined && misfit.kind !== 'value-invalid') break;
  }
  return misfits;
}

/** Finds the error that lies deepest, the first of equals: the others only say that what holds it does not fit either. */
function deepestOf(errors: readonly ErrorObject[]): ErrorObject {
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  return errors.reduce((best, error) => (depth(error) > depth(best) ? error : best));
}

/** Judges one value; an error that is thrown is the schema's: a reference that leads to itself, a pattern too large. */
function judgeValue(validate: ValidateFunction, value: unknown): Misfit | undefined {
  try {
    if (validate(value)) return undefined;
  } catch (error) {
    return schemaMisfit(error as Error);
  }
  const last = validate.errors?.at(-1);
  return last === undefined ? undefined : misfitOf('value-invalid', last);
}

/** Explains why a schema cannot be compiled, or fails when it is used. */
function schemaMisfit(error: Error & { missingRef?: string }): Misfit {
  const found = error.message.slice(0, 200);
  if (error instanceof RangeError) return { kind: 'endless', pointer: '', expected: '', found };
  if (error.missingRef !== undefined) return { kind: 'ref-missing', pointer: '', expected: error.missingRef, found };
  if (error instanceof SyntaxError) return { kind: 'pattern-invalid', pointer: '', expected: '', found };
  return { kind: 'schema-invalid', pointer: '', expected: '', found };
}

/** Describes an error of ajv in words that need no translation: keywords and JSON. */
function misfitOf(kind: Misfit['kind'], error: ErrorObject): Misfit {
  const show = (value: unknown) => {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? '' : text.length > 100 ? `${text.slice(0, 100)}…` : text;
  };
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params as Record<
    string,
    string | undefined
  >;
  const extra = additionalProperty ?? unevaluatedProperty;
  const parent = error.instancePath;
  const pointer = extra === undefined ? parent : `${parent}/${extra.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const wanted = missingProperty === undefined ? error.schema : [missingProperty];
  return { kind, pointer, expected: `${error.keyword}: ${show(wanted)}`, found: show(error.data) };
}
