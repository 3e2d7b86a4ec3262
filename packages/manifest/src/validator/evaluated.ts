type Schema = Readonly<Record<string, unknown>> | boolean;
type Value = unknown;

/** Answers what only the compiler of a schema knows. */
export interface Judge {
  /** Tells whether a subschema takes a value. */
  readonly isValid: (schema: Schema, value: Value) => boolean;
  /** Gives the schema a `$ref` leads to. */
  readonly targetOf: (reference: string) => Schema;
}

/**
 * Finds the names of an object, or the places of a list, that the subschemas applied to it in place have evaluated, without what `unevaluatedProperties`
 * and `unevaluatedItems` of `start` itself would (JSON Schema Core 2020-12 §7.7.1, §10 and §11). `start` must take the value, those two aside.
 */
export function evaluatedIn(start: Schema, value: object, judge: Judge): Set<string | number> {
  const found = new Set<string | number>();
  // One that is reached twice evaluates the same again: neither doubling nor circles of `$ref` cost anything.
  const visited = new Set<Schema>();
  const visit = (schema: Schema): void => {
    if (typeof schema === 'boolean' || visited.has(schema)) return;
    visited.add(schema);
    const own = Array.isArray(value) ? placesOf(schema, value, judge) : namesOf(schema, value);
    for (const key of schema !== start && isRestTaken(schema, value) ? Object.keys(value) : own) found.add(key);
    for (const one of heldInPlace(schema, value, judge)) visit(one);
  };
  visit(start);
  return found;
}

const isRestTaken = (schema: Applied, value: object): boolean =>
  schema[Array.isArray(value) ? 'unevaluatedItems' : 'unevaluatedProperties'] !== undefined;

type Applied = Readonly<Record<string, unknown>>;

function namesOf(schema: Applied, value: object): string[] {
  const names = Object.keys(value);
  if (schema['additionalProperties'] !== undefined) return names;
  const { properties = {}, patternProperties = {} } = schema;
  const patterns = Object.keys(patternProperties as object).map((pattern) => new RegExp(pattern, 'u'));
  return names.filter((name) => Object.hasOwn(properties as object, name) || patterns.some((one) => one.test(name)));
}

function placesOf(schema: Applied, items: readonly Value[], { isValid }: Judge): string[] {
  const { prefixItems, contains } = schema as { prefixItems?: readonly Schema[]; contains?: Schema };
  const places = Object.keys(items);
  if (schema['items'] !== undefined) return places;
  const isPlaced = (place: string) => Number(place) < (prefixItems?.length ?? 0);
  return places.filter((at) => isPlaced(at) || (contains !== undefined && isValid(contains, items[Number(at)])));
}

/** Gives the subschemas that are applied to the value itself and take it. */
function heldInPlace(schema: Applied, value: object, { isValid, targetOf }: Judge): Schema[] {
  const held = (one: Schema) => isValid(one, value);
  const list = (keyword: string) => (schema[keyword] as readonly Schema[] | undefined) ?? [];
  const dependent = Object.entries((schema['dependentSchemas'] as Readonly<Record<string, Schema>> | undefined) ?? {});
  const { $ref, if: condition } = schema as { $ref?: string; if?: Schema };
  return [
    ...($ref === undefined ? [] : [targetOf($ref)]),
    ...list('allOf'),
    ...[...list('anyOf'), ...list('oneOf')].filter(held),
    ...dependent.filter(([name]) => Object.hasOwn(value, name)).map(([, one]) => one),
    ...(condition === undefined ? [] : branchOf(schema, held(condition))),
  ];
}

function branchOf(schema: Applied, isHeld: boolean): Schema[] {
  const { if: condition, then, else: otherwise } = schema as Readonly<Record<string, Schema | undefined>>;
  return (isHeld ? [condition, then] : [otherwise]).filter((one) => one !== undefined);
}
