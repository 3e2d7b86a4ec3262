import { dropUndeclared } from '@national-forge/manifest/tolerant';
import { findSchemaErrors, openAjv } from '@national-forge/manifest/validator';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';

import type { RunWarning } from '../outcome.ts';
import type { Json, Program, Schema } from '../program.ts';
import { pointerOf } from '../sandbox.ts';

/** Says what does not fit a schema, or that the schema itself is none. */
export interface Misfit {
  readonly code: 'invalid' | 'schema-invalid';
  readonly pointer: string;
  readonly message: string;
}

/** Is an input that may be run. */
export interface Admitted {
  readonly input: Json;
  readonly warnings: readonly RunWarning[];
}

/** Judges the inputs and outputs of one program. */
export interface Contract {
  /** Makes an input ready: drops what is undeclared where the contract is tolerant, then validates. */
  admit(input: Json): Admitted | Misfit;
  /** Validates an output; undefined when it fits. */
  judge(output: Json): Misfit | undefined;
}

/** Opens contracts. */
export type OpenContract = (program: Pick<Program, 'schemas' | 'inputMode'>) => Contract;

/**
 * Makes the opener of contracts. All of it is called in a thread that can be ended: a schema or a pattern may take for ever.
 */
export function contractOpener(): OpenContract {
  return ({ schemas, inputMode }) => {
    const isInput = compileLate(schemas.input);
    return {
      admit: (given) => {
        const kept = inputMode === 'tolerant' ? dropUndeclared(schemas.input, given) : { value: given, dropped: [] };
        const misfit = isInput(kept.value);
        if (misfit !== undefined) return misfit;
        const warnings = kept.dropped.map((pointer) => ({ code: 'undeclared-dropped' as const, pointer }));
        return { input: kept.value, warnings };
      },
      judge: compileLate(schemas.output),
    };
  };
}

type Judge = (value: Json) => Misfit | undefined;

/** Compiles when first needed, so that a schema at fault is told with the value that met it. */
function compileLate(schema: Schema): Judge {
  let validate: ValidateFunction | undefined;
  return (value) => {
    try {
      validate ??= compile(schema);
      if (validate(value)) return undefined;
    } catch (error) {
      // A reference to itself, a pattern that is none: admission tells them in detail before a release.
      const message = error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
      return { code: 'schema-invalid', pointer: '', message: `the schema cannot be used: ${message}` };
    }
    return misfitOf(validate.errors ?? []);
  };
}

/** Compiles with an ajv of its own, so that nothing one schema names is known to the next. */
function compile(schema: Schema): ValidateFunction {
  const [error] = findSchemaErrors(schema);
  if (error !== undefined) throw new Error(`${error.instancePath} ${error.message ?? 'is no schema'}`.trim());
  return openAjv({ meta: false, validateSchema: false }).compile(schema as object);
}

/** Tells the error that lies deepest, the first of equals: the others only say that what holds it does not fit. */
function misfitOf(errors: readonly ErrorObject[]): Misfit {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  const first = errors[0];
  if (first === undefined) return { code: 'invalid', pointer: '', message: 'does not fit the schema' };
  const error = errors.reduce((best, one) => (depth(one) > depth(best) ? one : best), first);
  const { additionalProperty, unevaluatedProperty } = error.params as Readonly<Record<string, string | undefined>>;
  const extra = additionalProperty ?? unevaluatedProperty;
  const message = error.keyword === 'enum' || error.keyword === 'const' ? allowed(error) : (error.message ?? '');
  return {
    code: 'invalid',
    pointer: error.instancePath + (extra === undefined ? '' : pointerOf([extra])),
    message: message.slice(0, 300),
  };
}

function allowed({ params }: ErrorObject): string {
  const { allowedValues, allowedValue } = params as { allowedValues?: unknown; allowedValue?: unknown };
  return `must be ${allowedValues === undefined ? '' : 'one of '}${JSON.stringify(allowedValues ?? allowedValue)}`;
}
