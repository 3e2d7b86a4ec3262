import { ALWAYS, any, atom, type Formula } from './formula.ts';
import { isSchemaObject, type SchemaObject } from './schema.ts';

/** Says of every member with such a name what it must be. */
export const members = (names: Formula, member: Formula): Formula =>
  member.op === 'all' && member.of.length === 0 ? ALWAYS : atom({ type: 'object', test: 'each', names, member });

/** Gives the texts in which a pattern is found. */
export const matching = (source: string): Formula => atom({ type: 'string', test: 'pattern', source, not: false });

/** Gives the names that `properties` and `patternProperties` of a schema speak of. */
export function namesOf(schema: SchemaObject): Formula {
  const names = isSchemaObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const patterns = isSchemaObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : [];
  return any(...(names.length > 0 ? [{ op: 'in', values: names } as const] : []), ...patterns.map(matching));
}
