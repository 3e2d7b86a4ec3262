import type { SchemaObject } from '../../contract/schema.ts';
import { pick, type Chance } from './chance.ts';
import type { RandomEdit } from './random-edits.ts';

/** Lists keywords that judge by themselves alone, and evaluate nothing. */
const ALONE: ReadonlySet<string> = new Set([
  ...['type', 'const', 'enum', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'pattern'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'required', 'minProperties', 'maxProperties'],
  ...['dependentRequired', 'not', 'propertyNames'],
]);

const withoutDefs = ({ $defs: _, ...rest }: SchemaObject): SchemaObject => rest;

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.toReversed();
  return Object.fromEntries(Object.entries(value as object).toReversed());
};
const UNORDERED = ['properties', 'required', 'enum', 'anyOf', 'oneOf', 'allOf', 'patternProperties'];

function freshName(root: SchemaObject, chance: Chance): string {
  const names = Object.keys((root['$defs'] as object | undefined) ?? {});
  const name = `new${String(chance.below(1000))}`;
  return names.includes(name) ? freshName(root, chance) : name;
}

function moved(schema: SchemaObject, chance: Chance): readonly [SchemaObject, SchemaObject] | undefined {
  const own = Object.keys(schema).filter((keyword) => ALONE.has(keyword));
  if (own.length === 0) return undefined;
  const some = new Set(own.filter(() => chance.below(2) === 0));
  const entries = Object.entries(schema);
  return [
    Object.fromEntries(entries.filter(([keyword]) => !some.has(keyword))),
    Object.fromEntries(entries.filter(([keyword]) => some.has(keyword))),
  ];
}

/** Lists edits after which the same values are valid, by construction. */
export const EQUIVALENCES: Readonly<Record<string, RandomEdit>> = {
  'move into $defs': (schema, chance, root) => {
    const name = freshName(root, chance);
    return { schema: { $ref: `#/$defs/${name}` }, $defs: { [name]: withoutDefs(schema) } };
  },
  'wrap in allOf': (schema) => ({ schema: { allOf: [withoutDefs(schema)] } }),
  'split into allOf': (schema, chance) => {
    const parts = moved(schema, chance);
    if (parts === undefined || schema['allOf'] !== undefined) return undefined;
    return { schema: { ...parts[0], allOf: [parts[1]] } };
  },
  'split into allOf and $defs': (schema, chance, root) => {
    const [parts, name] = [moved(schema, chance), freshName(root, chance)];
    if (parts === undefined || schema['$ref'] !== undefined) return undefined;
    return { schema: { ...parts[0], $ref: `#/$defs/${name}` }, $defs: { [name]: parts[1] } };
  },
  reorder: (schema, chance) => {
    const present = UNORDERED.filter((keyword) => schema[keyword] !== undefined);
    if (present.length === 0) return undefined;
    const keyword = pick(present, chance);
    return { schema: { ...schema, [keyword]: reversed(schema[keyword]) } };
  },
  'reorder keywords': (schema) => ({ schema: reversed(schema) as SchemaObject }),
  'const as enum': ({ const: value, ...rest }) =>
    value === undefined || rest['enum'] !== undefined ? undefined : { schema: { ...rest, enum: [value] } },
  'integer as number': (schema) =>
    schema['type'] !== 'integer' || schema['multipleOf'] !== undefined
      ? undefined
      : { schema: { ...schema, type: 'number', multipleOf: 1 } },
  'required twice': (schema) =>
    schema['required'] === undefined || schema['allOf'] !== undefined
      ? undefined
      : { schema: { ...schema, allOf: [{ required: schema['required'] }] } },
  'enum as anyOf': ({ enum: values, ...rest }) =>
    !Array.isArray(values) || rest['anyOf'] !== undefined
      ? undefined
      : { schema: { ...rest, anyOf: values.map((value: unknown) => ({ const: value })) } },
  'type and null as anyOf': ({ type, ...rest }) =>
    !Array.isArray(type) || rest['anyOf'] !== undefined
      ? undefined
      : { schema: { ...rest, anyOf: type.map((one: unknown) => ({ type: one })) } },
  'a condition as a choice': ({ if: condition, then, else: otherwise, ...rest }) =>
    // What a condition evaluates and a negation does not would make a difference to what stands outside.
    condition === undefined || rest['anyOf'] !== undefined || !('additionalProperties' in rest)
      ? undefined
      : {
          schema: {
            ...rest,
            anyOf: [{ allOf: [condition, then ?? true] }, { allOf: [{ not: condition }, otherwise ?? true] }],
          },
        },
  'a title': (schema) => ({ schema: { ...schema, title: 'Title', description: 'What it is.' } }),
};
