import { globSync, readFileSync } from 'node:fs';

import type { Schema } from '@national-forge/versioning';

import { numbers } from './trees.ts';

/** Is two versions of a schema. */
export interface SchemaVersions {
  readonly old: Schema;
  readonly new: Schema;
}

type Next = (below: number) => number;
type Place = readonly (string | number)[];

const EXAMPLES = new URL('../../../examples/', import.meta.url);

/** Edits the contracts of the examples, one edit each, in either direction; the same seed gives the same pairs. */
export function editedContracts(count: number, seed: number): readonly SchemaVersions[] {
  const next = below(seed);
  const files = globSync('*/*/contract/*.schema.json', { cwd: EXAMPLES }).sort();
  const schemas = files.map((path) => JSON.parse(readFileSync(new URL(path, EXAMPLES), 'utf8')) as Schema);
  return Array.from({ length: count }, () => {
    const base = pick(schemas, next);
    const edited = edit(base, next);
    return next(2) === 0 ? { old: base, new: edited } : { old: edited, new: base };
  });
}

/** Makes pairs of small schemas of many keywords, which have to do with each other by chance only. */
export function randomPairs(count: number, seed: number): readonly SchemaVersions[] {
  const next = below(seed);
  return Array.from({ length: count }, () => ({ old: randomSchema(next, 3), new: randomSchema(next, 3) }));
}

/** The upper bits are the good ones of a generator of this kind. */
function below(seed: number): Next {
  const random = numbers(seed);
  return (count) => Math.floor((random() / 2 ** 28) * count);
}

const pick = <T>(list: readonly T[], next: Next): T => list[next(list.length)] as T;

function edit(schema: Schema, next: Next): Schema {
  const edited = structuredClone(schema);
  const places = placesIn(edited).filter((place) => EDITS[String(place.at(-1))] !== undefined);
  if (places.length === 0) return { not: edited };
  const place = pick(places, next);
  const keyword = String(place.at(-1));
  const parent = place.slice(0, -1).reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], edited);
  (parent as Record<string, unknown>)[keyword] = EDITS[keyword]?.((parent as Record<string, unknown>)[keyword], next);
  return edited;
}

const moved = (value: unknown, next: Next): unknown =>
  typeof value === 'number' ? Math.max(0, value + pick([-1, 1, 10], next)) : value;
const shortened = (value: unknown, next: Next): unknown =>
  Array.isArray(value) && value.length > 1 ? value.toSpliced(next(value.length), 1) : value;

const EDITS: Readonly<Record<string, ((value: unknown, next: Next) => unknown) | undefined>> = {
  ...{ minimum: moved, maximum: moved, minLength: moved, maxLength: moved, minItems: moved, maxItems: moved },
  ...{ exclusiveMinimum: moved, exclusiveMaximum: moved, enum: shortened, required: shortened },
  additionalProperties: (value, next) => pick([true, { type: 'string' }, value], next),
  pattern: (value, next) => (typeof value === 'string' ? pick([`(?=.)${value}`, `${value}|^x{2,9}$`], next) : value),
  type: (value, next) => (typeof value === 'string' ? pick([[value, 'null'], value], next) : value),
};

function placesIn(value: unknown, place: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [[...place, name], ...placesIn(one, [...place, name])]);
}

function randomSchema(next: Next, depth: number): Schema {
  const inner = (): Schema =>
    depth === 0 ? pick<Schema>([true, false, { type: 'string' }], next) : randomSchema(next, depth - 1);
  const name = (): string => pick(['a', 'b', 'ab'], next);
  const keywords: readonly (() => Schema)[] = [
    () => ({ type: pick(['object', 'array', 'number', 'string', 'integer', 'null'], next) }),
    () => ({ enum: [next(3), pick(['', 'a', null], next), [next(2)]] }),
    () => ({ minimum: next(4), exclusiveMaximum: next(9) }),
    () => ({ multipleOf: pick([1, 2, 0.5, 3], next) }),
    () => ({ type: 'string', minLength: next(2), maxLength: next(5) }),
    () => ({ pattern: pick(['^a', 'b$', '^[ab]+$', '^(?!a)', '[^a]'], next) }),
    () => ({ properties: { [name()]: inner(), [name()]: inner() }, required: [name()] }),
    () => ({ properties: { [name()]: inner() }, additionalProperties: inner() }),
    () => ({ patternProperties: { '^a': inner() }, minProperties: next(3) }),
    () => ({ prefixItems: [inner()], items: inner(), minItems: next(3) }),
    () => ({ contains: inner(), minContains: next(3), maxContains: next(4) }),
    () => ({ uniqueItems: true, maxItems: next(4), items: inner() }),
    () => ({ anyOf: [inner(), inner()] }),
    () => ({ oneOf: [inner(), inner()] }),
    () => ({ allOf: [inner(), inner()], unevaluatedProperties: inner() }),
    () => ({ not: inner() }),
    () => ({ if: inner(), then: inner(), else: inner() }),
    () => ({ dependentSchemas: { [name()]: inner() } }),
  ];
  return pick(keywords, next)();
}
