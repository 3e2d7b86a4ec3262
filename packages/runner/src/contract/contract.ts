import { dropUndeclared } from '@national-forge/manifest/tolerant';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

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

/**
 * Compiles the contract of a program with ajv, `format` an annotation. It is called in a thread that can be ended: a
 * schema or a pattern may take for ever.
 */
export function openContract({ schemas, inputMode }: Pick<Program, 'schemas' | 'inputMode'>): Contract {
  const isInput = compile(schemas.input);
  const isOutput = compile(schemas.output);
  return {
    admit: (given) => {
      const kept =
        inputMode === 'tolerant' ? dropUndeclared(schemas.input, given) : { value: given, dropped: [] as string[] };
      const misfit = isInput(kept.value);
      if (misfit !== undefined) return misfit;
      const warnings = kept.dropped.map((pointer) => ({ code: 'undeclared-dropped' as const, pointer }));
      return { input: kept.value, warnings };
    },
    judge: isOutput,
  };
}

type Judge = (value: Json) => Misfit | undefined;

/** Compiles when first needed, so that a schema at fault is told with the value that met it. */
function compile(schema: Schema): Judge {
  let validate: ValidateFunction | undefined;
  return (value) => {
    try {
      validate ??= new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema as object);
      if (validate(value)) return undefined;
    } catch (error) {
      // A reference to itself, a pattern that is none: admission tells them in detail before a release.
      const message = error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
      return { code: 'schema-invalid', pointer: '', message: `the schema cannot be used: ${message}` };
    }
    return misfitOf(validate.errors ?? []);
  };
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
