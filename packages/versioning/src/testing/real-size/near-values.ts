import fc from 'fast-check';

import { schemasOf } from '../../contract/document.ts';
import type { Json } from '../../contract/formula.ts';
import { isSchemaObject, type Schema, type SchemaObject } from '../../contract/schema.ts';
import { changed, pick, type Chance } from './chance.ts';

type IsValid = (value: Json) => boolean;

/** How many values are built at most, and how many valid ones are enough. */
const GROWN = { most: 80, enough: 8 } as const;

/** Gives some values that a schema takes: what is built by its keywords, and found valid. */
export function validInstances(schema: SchemaObject, isValid: IsValid, chance: Chance): readonly Json[] {
  const valid: Json[] = [];
  for (let tried = 0; tried < GROWN.most && valid.length < GROWN.enough; tried += 1) {
    const value = grow(schema, { root: schema, chance, depth: 0 });
    if (isValid(value)) valid.push(value);
  }
  return valid;
}

/** Is what values are drawn from: valid instances of one of two schemas, and both of these. */
export interface Near {
  readonly instances: readonly Json[];
  readonly schemas: readonly SchemaObject[];
}

/** Makes what draws values that two schemas take or nearly take; it knows nothing of how the two are compared. */
export function nearValues({ instances, schemas }: Near): (chance: Chance) => Json {
  const spare = [...schemas.flatMap(spareValues), null, true, 0, -1, 0.5, '', 'x', {}, []];
  return (chance) => {
    const root = pick(schemas, chance);
    const isGrown = instances.length === 0 || chance.below(3) === 0;
    let value = isGrown ? grow(root, { root, chance, depth: 0 }) : pick(instances, chance);
    for (let left = pick([0, 1, 1, 1, 2], chance); left > 0; left -= 1) value = disturb(value, spare, chance);
    return value;
  };
}

/** Lists the values and bounds of which a schema speaks, and what lies beside them. */
function spareValues(root: Schema): readonly Json[] {
  return [...schemasOf(root)].flatMap(([, schema]) => {
    if (!isSchemaObject(schema)) return [];
    const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].flatMap((keyword) =>
      typeof schema[keyword] === 'number' ? [schema[keyword]] : [],
    );
    const lengths = ['minLength', 'maxLength'].flatMap((keyword) =>
      typeof schema[keyword] === 'number' ? [schema[keyword]] : [],
    );
    return [
      ...(schema['const'] === undefined ? [] : [schema['const'] as Json]),
      ...((schema['enum'] as readonly Json[] | undefined) ?? []),
      ...bounds.flatMap((bound) => [bound, bound - 1, bound + 1, bound + 0.5]),
      ...lengths.flatMap((length) => [length - 1, length, length + 1].map((one) => 'a'.repeat(Math.max(0, one)))),
      ...(typeof schema['pattern'] === 'string' ? textsOf(schema['pattern']) : []),
    ];
  });
}

interface Growth {
  readonly root: SchemaObject;
  readonly chance: Chance;
  readonly depth: number;
}

/** How deep optional members and items are built, and how deep anything. */
const DEEP = { optional: 5, most: 12 } as const;

/** Builds a value by the keywords of a schema, first come first served; nothing makes sure that it is valid. */
function grow(schema: Schema | undefined, growth: Growth): Json {
  if (!isSchemaObject(schema) || growth.depth > DEEP.most) return pick<Json>([null, 1, 'x', {}], growth.chance);
  const { chance } = growth;
  if (schema['const'] !== undefined) return schema['const'] as Json;
  if (schema['enum'] !== undefined) return pick(schema['enum'] as readonly Json[], chance);
  const parts = inPlaceOf(schema, growth).map((part) => grow(part, growth));
  const own = TYPED[typeOf(schema, chance)]?.(schema, growth);
  return [own, ...parts].reduce<Json | undefined>(merged, undefined) ?? pick<Json>([null, 1, 'x'], chance);
}

function merged(one: Json | undefined, other: Json | undefined): Json | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (!isSchemaObject(one) || !isSchemaObject(other)) return one;
  // A branch says more exactly what a member is: `kind` is any of the kinds beside it.
  return { ...one, ...other };
}

function inPlaceOf(schema: SchemaObject, { root, chance, depth }: Growth): readonly (Schema | undefined)[] {
  const list = (keyword: string): readonly Schema[] => (schema[keyword] as readonly Schema[] | undefined) ?? [];
  const target = typeof schema['$ref'] === 'string' ? definition(root, schema['$ref']) : undefined;
  const chosen = ['anyOf', 'oneOf']
    .filter((keyword) => list(keyword).length > 0)
    .map((one) => (depth > DEEP.optional ? (list(one)[0] ?? true) : pick(list(one), chance)));
  const said = [...(target === undefined ? [] : [target]), ...list('allOf'), ...chosen];
  const hints = ['if', 'then'].map((keyword) => schema[keyword] as Schema | undefined);
  return [...said, ...(chance.below(3) === 0 ? hints : [])].filter((one) => isSchemaObject(one) && isPositive(one));
}

/** Tells whether a schema says what a value is, rather than what it is not. */
const isPositive = (schema: SchemaObject): boolean =>
  Object.keys(schema).some((keyword) => !['not', 'required', 'title', 'description'].includes(keyword));

const definition = ({ $defs }: SchemaObject, reference: string): Schema | undefined =>
  ($defs as Readonly<Record<string, Schema>> | undefined)?.[reference.replace('#/$defs/', '')];

function typeOf(schema: SchemaObject, chance: Chance): string {
  if (schema['type'] !== undefined) return pick([schema['type'] as string | readonly string[]].flat(), chance);
  if (schema['properties'] !== undefined) return 'object';
  if (schema['items'] !== undefined || schema['prefixItems'] !== undefined) return 'array';
  if (schema['pattern'] !== undefined) return 'string';
  return BOUNDS.some((keyword) => schema[keyword] !== undefined) ? 'number' : 'any';
}

const BOUNDS = ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'];

type Grow = (schema: SchemaObject, growth: Growth) => Json;

const TYPED: Readonly<Record<string, Grow | undefined>> = {
  null: () => null,
  boolean: (_, { chance }) => chance.below(2) === 0,
  string: growText,
  integer: (schema, growth) => growNumber({ multipleOf: 1, ...schema }, growth),
  number: growNumber,
  array: growArray,
  object: growObject,
};

function growText({ pattern, minLength = 0, maxLength = 12 }: SchemaObject, { chance }: Growth): Json {
  if (typeof pattern === 'string') return pick(textsOf(pattern), chance);
  return 'b'.repeat(
    pick([Number(minLength), Math.min(Number(minLength) + 2, Number(maxLength)), Number(maxLength)], chance),
  );
}

const TEXTS = new Map<string, readonly string[]>();

/** Gives texts in which a pattern is found, and some others where that is not known. */
function textsOf(pattern: string): readonly string[] {
  const known = TEXTS.get(pattern) ?? drawTexts(pattern);
  TEXTS.set(pattern, known);
  return known;
}

function drawTexts(pattern: string): readonly string[] {
  try {
    return fc.sample(fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 40 }), { numRuns: 6, seed: 1 });
  } catch {
    // Look-around is nothing that texts are drawn from.
    return ['12345678-A', '00000000-A', 'x'];
  }
}

function growNumber(schema: SchemaObject, { chance }: Growth): Json {
  const unit = Number(schema['multipleOf'] ?? 1);
  const low = Number(schema['minimum'] ?? Number(schema['exclusiveMinimum'] ?? -unit) + unit);
  const high = Number(schema['maximum'] ?? Number(schema['exclusiveMaximum'] ?? low + 20 * unit) - unit);
  return pick([low, high, low + unit, low + Math.round((high - low) / (2 * unit)) * unit], chance);
}

function growArray(schema: SchemaObject, growth: Growth): Json {
  const { chance, depth } = growth;
  const least = Number(schema['minItems'] ?? 0);
  const places = (schema['prefixItems'] as readonly Schema[] | undefined) ?? [];
  const most = schema['items'] === false ? places.length : Number(schema['maxItems'] ?? least + 2);
  const length =
    depth > DEEP.optional ? least : pick([least, Math.min(least + 1, most), Math.min(least + 2, most)], chance);
  const contained = (schema['contains'] as Schema | undefined) ?? true;
  return Array.from({ length }, (_, at): Json => {
    const item = grow(places[at] ?? (schema['items'] as Schema | undefined), { ...growth, depth: depth + 1 });
    return at === 0 && isSchemaObject(contained) ? (merged(item, grow(contained, growth)) ?? item) : item;
  });
}

function growObject(schema: SchemaObject, growth: Growth): Json {
  const { chance, depth } = growth;
  const properties = (schema['properties'] as Readonly<Record<string, Schema>> | undefined) ?? {};
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  // A constant tells the kind of a thing: without it a branch is no longer the one that was taken.
  const isConstant = (name: string): boolean => Object.hasOwn((properties[name] ?? {}) as object, 'const');
  const isWanted = (name: string): boolean =>
    required.includes(name) || isConstant(name) || (depth < DEEP.optional && chance.below(4) === 0);
  const names = [...new Set([...required, ...Object.keys(properties)])].filter(isWanted);
  return Object.fromEntries(names.map((name) => [name, grow(properties[name], { ...growth, depth: depth + 1 })]));
}

/** Changes a value at one place. */
function disturb(value: Json, spare: readonly Json[], chance: Chance): Json {
  const path = pick(pathsIn(value), chance);
  return changed(value, path, (part) => otherThan(part as Json, spare, chance)) as Json;
}

function otherThan(part: Json, spare: readonly Json[], chance: Chance): Json {
  if (chance.below(3) === 0) return pick(spare, chance);
  if (typeof part === 'number') return part + pick([-1, 1, 0.5, 0.01, 100], chance);
  if (typeof part === 'string') return pick([`${part}0`, part.slice(1), part.toLowerCase(), ''], chance);
  if (Array.isArray(part)) {
    const items = part as readonly Json[];
    return pick([items.slice(1), [...items, ...items.slice(0, 1)], [...items, pick(spare, chance)]], chance);
  }
  if (!isSchemaObject(part)) return pick(spare, chance);
  const [names, added] = [Object.keys(part), pick(['note', 'extra', 'x-more', 'kind', 'other', 'value'], chance)];
  const gone = pick([...names, ''], chance);
  const left = Object.fromEntries(Object.entries(part).filter(([name]) => name !== gone)) as Json;
  return pick<Json>([left, { ...part, [added]: pick(spare, chance) }], chance);
}

function pathsIn(value: Json): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([name, one]) => pathsIn(one).map((path) => [name, ...path]))];
}
