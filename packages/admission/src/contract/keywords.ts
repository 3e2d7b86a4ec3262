/** Says how the value of a keyword holds further schemas. */
export type Holds = 'nothing' | 'schema' | 'list' | 'map';

const NOTHING = [
  '$schema',
  '$id',
  '$ref',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$comment',
  'type',
  'const',
  'enum',
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxContains',
  'minContains',
  'maxProperties',
  'minProperties',
  'required',
  'dependentRequired',
  'title',
  'description',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'examples',
  'format',
  'contentEncoding',
  'contentMediaType',
  'x-label',
  'x-help',
];
const SCHEMA = [
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'if',
  'then',
  'else',
  'not',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contentSchema',
];
const LIST = ['prefixItems', 'allOf', 'anyOf', 'oneOf'];
const MAP = ['$defs', 'properties', 'patternProperties', 'dependentSchemas'];

const rows = (names: readonly string[], holds: Holds) => names.map((name) => [name, holds] as const);

/**
 * Lists the keywords a contract schema may use: JSON Schema 2020-12 without `$vocabulary` (of meta-schemas only), and
 * our two extensions. Source: JSON Schema 2020-12, Core §8–11 and Validation §6–9.
 */
export const KEYWORDS: ReadonlyMap<string, Holds> = new Map([
  ...rows(NOTHING, 'nothing'),
  ...rows(SCHEMA, 'schema'),
  ...rows(LIST, 'list'),
  ...rows(MAP, 'map'),
]);

/** Names the keyword of 2020-12 that took the place of one from an older draft. */
export const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ['definitions', '$defs'],
  ['dependencies', 'dependentSchemas'],
  ['additionalItems', 'items'],
  ['id', '$id'],
  ['$recursiveRef', '$dynamicRef'],
  ['$recursiveAnchor', '$dynamicAnchor'],
]);
