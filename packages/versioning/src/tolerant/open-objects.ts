import { findTarget, isSchemaObject, placeOf, type Place } from '@national-forge/manifest/tolerant';

import type { Schema, SchemaObject } from '../contract/schema.ts';

/**
 * Gives the schema of the values that a tolerant version takes: those that its own schema accepts once `dropUndeclared` has
 * taken out what it does not declare. So an object that was closed refuses only what another subschema for the same place declares.
 *
 * Made by places, since what is dropped depends on all subschemas of a place: a `$ref` to the same schema from two places is two.
 *
 * @param schema one of which `findUndroppable` finds nothing
 * @throws RangeError when there are too many places
 */
export function openObjects(schema: Schema): Schema {
  if (!isSchemaObject(schema)) return schema;
  const writer: Writer = { root: schema, defs: new Map(), numbers: new Map() };
  const whole = open(writer, schema, placeOf(schema)) as SchemaObject;
  return { ...whole, $defs: Object.fromEntries([...writer.defs].map(([, { name, schema: one }]) => [name, one])) };
}

interface Definition {
  readonly name: string;
  schema: Schema;
}

interface Writer {
  readonly root: SchemaObject;
  /** By the target and the place at which it stands. */
  readonly defs: Map<string, Definition>;
  readonly numbers: Map<SchemaObject, number>;
}

/** Bounds what is written: a hostile schema has as many places as sets of its parts. */
const DEFINITIONS_LIMIT = 2_000;

function open(writer: Writer, schema: unknown, place: Place): Schema {
  if (!isSchemaObject(schema)) return schema as Schema;
  const parts = Object.entries(schema).flatMap(([keyword, value]) => {
    const change = KEYWORDS[keyword];
    return change === undefined ? [[keyword, value] as const] : change({ writer, schema, value, place });
  });
  return Object.fromEntries(parts);
}

interface Part {
  readonly writer: Writer;
  readonly schema: SchemaObject;
  readonly value: unknown;
  readonly place: Place;
}

type Parts = readonly (readonly [keyword: string, value: unknown])[];

const here =
  (keyword: string) =>
  ({ writer, value, place }: Part): Parts => [[keyword, open(writer, value, place)]];

const listHere =
  (keyword: string) =>
  ({ writer, value, place }: Part): Parts => [
    [keyword, (value as readonly unknown[]).map((one) => open(writer, one, place))],
  ];

const item =
  (keyword: string) =>
  ({ writer, value, place }: Part): Parts => [[keyword, open(writer, value, place.items())]];

const members =
  (keyword: string) =>
  ({ writer, value, place }: Part): Parts => [
    [
      keyword,
      Object.fromEntries(
        Object.entries(value as SchemaObject).map(([name, one]) => [name, open(writer, one, place.member(name))]),
      ),
    ],
  ];

const KEYWORDS: Readonly<Record<string, ((part: Part) => Parts) | undefined>> = {
  __proto__: null as never,
  $defs: () => [],
  $id: () => [],
  $anchor: () => [],
  contentSchema: () => [],
  $ref: ({ writer, value, place }) => [['$ref', `#/$defs/${definition(writer, value as string, place)}`]],
  allOf: listHere('allOf'),
  anyOf: listHere('anyOf'),
  oneOf: listHere('oneOf'),
  not: here('not'),
  if: here('if'),
  then: here('then'),
  else: here('else'),
  properties: members('properties'),
  patternProperties: members('patternProperties'),
  additionalProperties: ({ writer, schema, value, place }) =>
    value === false
      ? closedTo(schema, place)
      : [['additionalProperties', open(writer, value, place.declared?.all === true ? place.member('') : place)]],
  items: item('items'),
  contains: item('contains'),
  unevaluatedItems: item('unevaluatedItems'),
  prefixItems: ({ writer, value, place }) => [
    ['prefixItems', (value as readonly unknown[]).map((one) => open(writer, one, place.items()))],
  ],
};

/** Names a definition for the target of a reference at a place; writes it when it is new. */
function definition(writer: Writer, reference: string, place: Place): string {
  const target = findTarget(writer.root, reference);
  const key = `${isSchemaObject(target) ? numberOf(writer, target) : String(target)} ${place.key}`;
  const known = writer.defs.get(key);
  if (known !== undefined) return known.name;
  if (writer.defs.size >= DEFINITIONS_LIMIT) throw new RangeError(`more than ${DEFINITIONS_LIMIT} definitions`);
  const written: Definition = { name: `d${writer.defs.size}`, schema: true };
  writer.defs.set(key, written);
  written.schema = open(writer, target, place);
  return written.name;
}

function numberOf({ numbers }: Writer, schema: SchemaObject): number {
  const number = numbers.get(schema) ?? numbers.size;
  numbers.set(schema, number);
  return number;
}

/** Says of a closed object which names it refuses: those that are declared at the place, and not by the object itself. */
function closedTo(schema: SchemaObject, { declared }: Place): Parts {
  if (declared === undefined || declared.all) return [['additionalProperties', false]];
  const own = Object.keys(schema['properties'] ?? {});
  const patterns = Object.keys(schema['patternProperties'] ?? {});
  const isAllOwn =
    [...declared.names].every((name) => own.includes(name)) && declared.patterns.every((one) => patterns.includes(one));
  if (isAllOwn) return [];
  const mine = [{ enum: own }, ...patterns.map((pattern) => ({ pattern }))];
  const theirs = [{ enum: [...declared.names] }, ...declared.patterns.map((pattern) => ({ pattern }))];
  return [['propertyNames', { anyOf: [...mine, { not: { anyOf: theirs } }] }]];
}
