import { findTarget, isSchemaObject, type Schema, type SchemaObject } from './document.ts';

/** Is a place in the values of a schema, with all that the schema says of what stands there. */
export interface Place {
  /** Names the place: two of one key are the same. */
  readonly key: string;
  /** The subschemas that speak of it, whether or not they apply to a value. */
  readonly schemas: readonly SchemaObject[];
  /** The members that an object here may have declared; undefined where no subschema speaks of members: there all are. */
  readonly declared: Declared | undefined;
  /** Gives the place of a member. */
  readonly member: (name: string) => Place;
  /** The place of all items of an array. */
  readonly items: () => Place;
}

/** Says which members of an object are declared. */
export interface Declared {
  /** Under `properties`, or `required`. */
  readonly names: ReadonlySet<string>;
  /** Regular expressions under `patternProperties`. */
  readonly patterns: readonly string[];
  /** True where `additionalProperties` describes all others: then every name is declared. */
  readonly all: boolean;
  /** Tells whether a member of a name is declared. */
  readonly has: (name: string) => boolean;
  /** True where patterns or `additionalProperties` speak of members: then all members are one place. */
  readonly isUniform: boolean;
}

/**
 * Reads which members a schema declares, place by place (docs/spec/contract.md, §5). Subschemas for the same place declare
 * together: `allOf`, `anyOf`, `oneOf`, `not`, `if`, `then`, `else`, `dependentSchemas` and `$ref`.
 *
 * @param schema a self-contained JSON Schema 2020-12
 */
export function placeOf(schema: Schema): Place {
  const known = isSchemaObject(schema) ? PLACES.get(schema) : undefined;
  if (known !== undefined) return known;
  const atlas: Atlas = { root: schema, numbers: new Map(), places: new Map(), targets: new Map() };
  const place = openPlace(atlas, [schema]);
  if (isSchemaObject(schema)) PLACES.set(schema, place);
  return place;
}

/** A schema is read once, however many values are looked at. */
const PLACES = new WeakMap<SchemaObject, Place>();

interface Atlas {
  readonly root: Schema;
  readonly numbers: Map<SchemaObject, number>;
  readonly places: Map<string, Place>;
  readonly targets: Map<string, Schema>;
}

function openPlace(atlas: Atlas, starts: readonly unknown[]): Place {
  const schemas = closureOf(atlas, starts);
  const key = schemas
    .map((schema) => numberOf(atlas, schema))
    .sort((a, b) => a - b)
    .join(' ');
  const known = atlas.places.get(key);
  if (known !== undefined) return known;
  const place = createPlace(atlas, key, schemas);
  atlas.places.set(key, place);
  return place;
}

function numberOf({ numbers }: Atlas, schema: SchemaObject): number {
  const number = numbers.get(schema) ?? numbers.size;
  numbers.set(schema, number);
  return number;
}

function createPlace(atlas: Atlas, key: string, schemas: readonly SchemaObject[]): Place {
  const declared = declaredBy(schemas);
  const members = new Map<string, Place>();
  let items: Place | undefined;
  const open = (name: string): Place =>
    openPlace(
      atlas,
      schemas.flatMap((schema) => (declared?.isUniform === true ? allMembers(schema) : memberNamed(schema, name))),
    );
  return {
    key,
    schemas,
    declared,
    member: (name) => {
      const wanted = declared?.isUniform === true ? '' : name;
      const place = members.get(wanted) ?? open(name);
      members.set(wanted, place);
      return place;
    },
    items: () => (items ??= openPlace(atlas, schemas.flatMap(itemsOf))),
  };
}

const IN_PLACE = ['not', 'if', 'then', 'else'] as const;
const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'] as const;

/** Gathers the subschemas that speak of the same value. */
function closureOf(atlas: Atlas, starts: readonly unknown[]): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting = [...starts];
  while (waiting.length > 0) {
    const schema = waiting.pop();
    if (!isSchemaObject(schema) || found.has(schema)) continue;
    found.add(schema);
    waiting.push(...IN_PLACE.map((keyword) => schema[keyword]));
    waiting.push(...IN_PLACE_LISTS.flatMap((keyword) => listOf(schema[keyword])));
    waiting.push(...Object.values(mapOf(schema['dependentSchemas'])));
    if (typeof schema['$ref'] === 'string') waiting.push(targetOf(atlas, schema['$ref']));
  }
  return [...found];
}

function targetOf({ root, targets }: Atlas, reference: string): Schema {
  const target = targets.get(reference) ?? findTarget(root, reference);
  targets.set(reference, target);
  return target;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const mapOf = (value: unknown): SchemaObject => (isSchemaObject(value) ? value : {});

function declaredBy(schemas: readonly SchemaObject[]): Declared | undefined {
  const named = schemas.flatMap((schema) => [
    ...Object.keys(mapOf(schema['properties'])),
    ...listOf(schema['required']),
  ]);
  const patterns = [...new Set(schemas.flatMap((schema) => Object.keys(mapOf(schema['patternProperties']))))];
  const all = schemas.some(describesOthers);
  const isClosed = schemas.some((schema) => schema['additionalProperties'] === false);
  if (named.length === 0 && patterns.length === 0 && !all && !isClosed) return undefined;
  const names = new Set(named as string[]);
  const matchers = patterns.map((pattern) => new RegExp(pattern, 'u'));
  const has = (name: string): boolean => all || names.has(name) || matchers.some((matcher) => matcher.test(name));
  return { names, patterns, all, has, isUniform: patterns.length > 0 || all };
}

/** Lists keywords that say nothing of a value. */
const EMPTY: ReadonlySet<string> = new Set([
  'title',
  'description',
  '$comment',
  'x-label',
  'x-help',
  'default',
  'examples',
]);

/** Tells whether `additionalProperties` describes members; `true` and `{}` only let them pass. */
function describesOthers({ additionalProperties: others }: SchemaObject): boolean {
  return isSchemaObject(others) && Object.keys(others).some((keyword) => !EMPTY.has(keyword));
}

function memberNamed({ properties }: SchemaObject, name: string): readonly unknown[] {
  const members = mapOf(properties);
  return Object.hasOwn(members, name) ? [members[name]] : [];
}

const allMembers = (schema: SchemaObject): readonly unknown[] => [
  ...Object.values(mapOf(schema['properties'])),
  ...Object.values(mapOf(schema['patternProperties'])),
  schema['additionalProperties'],
];

const itemsOf = (schema: SchemaObject): readonly unknown[] => [
  ...listOf(schema['prefixItems']),
  schema['items'],
  schema['contains'],
  schema['unevaluatedItems'],
];
