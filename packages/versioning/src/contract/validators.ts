import { Ajv2020 } from 'ajv/dist/2020.js';

import type { Json } from './formula.ts';
import { openHyperjump } from './hyperjump.ts';
import type { Schema } from './schema.ts';

/** Is a schema as two validators read it that have no code in common. */
export interface Validators {
  /** Tells whether a value is valid; undefined where the two differ, or one of them fails. */
  readonly judge: (value: Json) => boolean | undefined;
  /** Names the keyword that a value breaks, by its JSON Pointer in the schema. */
  readonly broken: (value: Json) => BrokenRule | undefined;
}

/** Is a rule of a schema that a value breaks. */
export interface BrokenRule {
  /** JSON Pointer of the keyword in the schema. */
  readonly pointer: string;
  /** JSON Pointer of the place in the value. */
  readonly at: string;
  readonly keyword: string;
  /** The value of the keyword. */
  readonly expected: unknown;
}

/**
 * Opens a schema without references to elsewhere. `format` is an annotation for both.
 * @throws Error when a validator does not take the schema
 */
export async function openValidators(schema: Schema): Promise<Validators> {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, verbose: true, logger: false });
  const ours = ajv.compile(schema as object);
  const theirs = await openHyperjump(schema);
  return {
    judge: (value) => {
      const verdicts = [attempt(() => ours(value)), attempt(() => theirs(value))];
      return verdicts[0] === verdicts[1] ? verdicts[0] : undefined;
    },
    broken: (value) => {
      if (attempt(() => ours(value)) !== false) return undefined;
      const depth = ({ instancePath }: { instancePath: string }): number => instancePath.split('/').length;
      const [deepest] = (ours.errors ?? []).toSorted((a, b) => depth(b) - depth(a));
      if (deepest === undefined) return undefined;
      const { schemaPath, instancePath, keyword } = deepest;
      const expected: unknown = deepest.schema;
      return {
        pointer: decodeURIComponent(schemaPath.slice(1)),
        at: instancePath,
        keyword,
        expected,
      };
    },
  };
}

/** A validator that fails says nothing. */
function attempt(judge: () => boolean): boolean | undefined {
  try {
    return judge();
  } catch {
    return undefined;
  }
}
