/** Says how the value of a keyword holds further schemas. */
export type Holds = 'nothing' | 'schema' | 'list' | 'map';

/** Lists keywords that say nothing of which values are valid (docs/spec/contract.md, §1). */
const ANNOTATION_LIST = [
  ...[
    '$schema',
    '$id',
    '$comment',
    'title',
    'description',
    'default',
    'examples',
    'deprecated',
    'readOnly',
    'writeOnly',
  ],
  ...['format', 'contentEncoding', 'contentMediaType', 'contentSchema', 'x-label', 'x-help'],
] as const;

const NOTHING = [
  ...ANNOTATION_LIST.filter((keyword) => keyword !== 'contentSchema'),
  ...['$ref', '$anchor', '$dynamicRef', '$dynamicAnchor', 'type', 'const', 'enum'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern'],
  ...['maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties'],
  ...['required', 'dependentRequired'],
];
const SCHEMA = [
  ...['items', 'contains', 'additionalProperties', 'propertyNames', 'if', 'then', 'else', 'not'],
  ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
];
const LIST = ['prefixItems', 'allOf', 'anyOf', 'oneOf'];
const MAP = ['$defs', 'properties', 'patternProperties', 'dependentSchemas'];

const rows = (names: readonly string[], holds: Holds) => names.map((name) => [name, holds] as const);

/**
 * Lists the keywords that a contract schema may use: JSON Schema 2020-12 without `$vocabulary` (of meta-schemas only), and
 * our two extensions. Source: JSON Schema 2020-12, Core §8–11 and Validation §6–9.
 */
export const SCHEMA_KEYWORDS: ReadonlyMap<string, Holds> = new Map([
  ...rows(NOTHING, 'nothing'),
  ...rows(SCHEMA, 'schema'),
  ...rows(LIST, 'list'),
  ...rows(MAP, 'map'),
]);

/** Lists the keywords that say nothing of which values are valid: admission and comparison share the list. */
export const SCHEMA_ANNOTATIONS: ReadonlySet<string> = new Set(ANNOTATION_LIST);
