import fc from 'fast-check';

/** Is the part of JSON Schema that the contracts of the examples use for inputs. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const LENGTH = 60;
const DIGITS = Array.from('0123456789 ');
// Tifinagh, its Latin letters with and without their dots, and Arabic with what folding takes away.
const LETTERS = Array.from('ⴰⵣⵥⵯazẓ\u0323Aأإآٱىة\u064e\u0640\u0651\u0653\u0654اليﻻ');

/** Makes an arbitrary of values that a schema accepts; throws for a keyword or type that no example uses. */
export function valuesOf(given: object): fc.Arbitrary<unknown> {
  const schema = given as Schema;
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types = [schema.type].flat().filter((type) => type !== undefined);
  return fc.oneof(...types.map((type) => ofType(type, schema)));
}

function ofType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 0 });
    case 'number':
      return numbers(schema);
    case 'string':
      return strings(schema);
    case 'array':
      return lists(schema);
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([k, v]) => [k, valuesOf(v)])));
    default:
      throw new Error(`no arbitrary for type ${type}`);
  }
}

// Beside any double, the short decimals that people type, and the bounds.
function numbers({ minimum, exclusiveMinimum, maximum = 0 }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? exclusiveMinimum ?? 0;
  const within = (value: number) => value <= maximum && (minimum === undefined ? value > min : value >= min);
  const typed = fc.integer({ min: Math.ceil(min * 100), max: Math.floor(maximum * 100) }).map((value) => value / 100);
  const any = fc.double({ min, max: maximum, noNaN: true }).map((value) => value + 0);
  return fc.oneof(typed, any, fc.constantFrom(min, maximum)).filter(within);
}

// Identifiers are mostly digits; the rest is anything, lone surrogates excepted: JSON on the wire is UTF-8.
function strings({ pattern, minLength = 0, maxLength = LENGTH }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  const bounds = { minLength, maxLength: Math.min(LENGTH, maxLength) };
  const digits = fc.string({ ...bounds, unit: fc.constantFrom(...DIGITS) });
  const letters = fc.string({
    ...bounds,
    unit: fc.constantFrom(...LETTERS),
  });
  return fc.oneof(digits, letters, fc.string({ ...bounds, unit: 'binary' }));
}

function lists({ items = {}, minItems = 0, maxItems = 0 }: Schema): fc.Arbitrary<unknown[]> {
  return fc.array(valuesOf(items), { minLength: minItems, maxLength: Math.min(maxItems, LENGTH) });
}
