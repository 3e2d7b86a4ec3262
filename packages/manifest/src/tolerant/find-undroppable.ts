import { isSchemaObject, type Schema, type SchemaObject } from './document.ts';
import { placeOf, type Place } from './place.ts';

/** Is a keyword with which it is not defined what a value is without its undeclared members. */
export interface Undroppable {
  readonly keyword: string;
  /** JSON Pointer of the keyword in the schema. */
  readonly pointer: string;
}

/** Lists keywords that look at which members an object has, declared or not. */
const LOOKS_AT_NAMES: readonly string[] = [
  ...['minProperties', 'maxProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas'],
  ...['unevaluatedProperties', '$dynamicRef'],
];

/** Bounds the places that are looked at: their number may grow with the power set of the subschemas. */
export const PLACES_LIMIT = 2_000;

/**
 * Finds what an input schema must not say under `inputMode: tolerant`: keywords that count or compare whole objects, so that a value
 * would be valid or not by members that nobody declared (docs/spec/contract.md, §5).
 *
 * @throws RangeError when the schema has too many places, or a reference leads nowhere
 */
export function findUndroppable(schema: Schema): readonly Undroppable[] {
  const pointers = new Map<SchemaObject, string>();
  point(schema, '', pointers);
  const found = new Map<string, Undroppable>();
  for (const place of placesOf(schema)) {
    const drops = canDrop(place, new Set());
    for (const one of place.schemas) {
      for (const keyword of Object.keys(one).filter((name) => isUndroppable(name, { schema: one, place, drops }))) {
        const pointer = `${pointers.get(one) ?? ''}/${keyword}`;
        found.set(pointer, { keyword, pointer });
      }
    }
  }
  return [...found.values()];
}

/** Lists all places of a schema. */
export function placesOf(schema: Schema): readonly Place[] {
  const found = new Map<string, Place>();
  const waiting = [placeOf(schema)];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (found.has(place.key)) continue;
    if (found.size >= PLACES_LIMIT) throw new RangeError(`more than ${PLACES_LIMIT} places`);
    found.set(place.key, place);
    waiting.push(...placesWithin(place));
  }
  return [...found.values()];
}

/** Lists the places of the members and items of a place. */
function placesWithin(place: Place): readonly Place[] {
  if (place.schemas.length === 0) return [];
  const { declared } = place;
  const names = declared === undefined ? [] : declared.isUniform ? [''] : [...declared.names];
  return [...names.map(place.member), place.items()];
}

interface Keyword {
  readonly schema: SchemaObject;
  readonly place: Place;
  readonly drops: boolean;
}

function isUndroppable(keyword: string, { schema, place, drops }: Keyword): boolean {
  if (LOOKS_AT_NAMES.includes(keyword)) return true;
  const value = schema[keyword];
  // Whole values are compared: without some members two are equal that were not.
  if (keyword === 'uniqueItems') return value === true && canDrop(place.items(), new Set());
  const values = keyword === 'const' ? [value] : keyword === 'enum' && Array.isArray(value) ? value : [];
  return drops && values.some((one) => typeof one === 'object' && one !== null);
}

/** Tells whether something of a value at a place may be taken out. */
function canDrop(place: Place, seen: Set<string>): boolean {
  if (seen.has(place.key)) return false;
  seen.add(place.key);
  if (place.declared !== undefined && !place.declared.all) return true;
  return placesWithin(place).some((inner) => canDrop(inner, seen));
}

function point(value: unknown, pointer: string, pointers: Map<SchemaObject, string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (isSchemaObject(value)) pointers.set(value, pointer);
  for (const [name, part] of Object.entries(value)) {
    point(part, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, pointers);
  }
}
