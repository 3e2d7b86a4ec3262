import type { Schema, SchemaObject } from '../../contract/schema.ts';
import { pick, type Chance } from './chance.ts';
import type { RandomEdit } from './random-edits.ts';

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const COUNTS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minContains', 'maxContains', 'minProperties'];
const MEMBERS: readonly Schema[] = [
  ...[{ type: 'string' }, { type: 'integer', minimum: 0 }, { enum: ['yes', 'no'] }, true, { type: ['string', 'null'] }],
  { type: 'object', properties: { value: { type: 'number' } }, required: ['value'], additionalProperties: false },
];
const NEW_NAMES = ['note', 'extra', 'x-more', 'kind', 'value'];

const namesIn = (schema: SchemaObject): readonly string[] =>
  Object.keys((schema['properties'] as object | undefined) ?? {});
const isOfObjects = (schema: SchemaObject): boolean => schema['properties'] !== undefined;
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const without = (object: object, name: string): SchemaObject =>
  Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
const withoutDefs = (schema: SchemaObject): SchemaObject => without(schema, '$defs');

/** Makes an edit of a keyword that is there. */
const of =
  (keywords: readonly string[], change: (value: unknown, chance: Chance) => unknown): RandomEdit =>
  (schema, chance) => {
    const present = keywords.filter((keyword) => schema[keyword] !== undefined);
    if (present.length === 0) return undefined;
    const keyword = pick(present, chance);
    const value = change(schema[keyword], chance);
    return { schema: value === undefined ? without(schema, keyword) : { ...schema, [keyword]: value } };
  };

/** Makes an edit of a schema that names members. */
const ofObjects =
  (change: (schema: SchemaObject, chance: Chance) => SchemaObject | undefined): RandomEdit =>
  (schema, chance) => {
    const result = isOfObjects(schema) ? change(schema, chance) : undefined;
    return result === undefined ? undefined : { schema: result };
  };

const shorter = (list: unknown, chance: Chance): unknown =>
  asList(list).length < 2 ? list : asList(list).toSpliced(chance.below(asList(list).length), 1);

function otherPattern(source: unknown, chance: Chance): unknown {
  const text = String(source);
  const anchored = `^(?:${text.replace(/^\^|\$$/gu, '')}|-)$`;
  return pick([text.replace(/^\^/u, ''), text.replace(/\$$/u, ''), anchored, '^[A-Z0-9-]+$', '\\S', undefined], chance);
}

function condition(schema: SchemaObject, chance: Chance): SchemaObject | undefined {
  const names = namesIn(schema);
  if (names.length < 2 || schema['if'] !== undefined) return undefined;
  const [asked, wanted] = [pick(names, chance), pick(names, chance)];
  const then = pick<Schema>(
    [{ required: [wanted] }, { properties: { [wanted]: false } }, { not: { required: [wanted] } }],
    chance,
  );
  const rule = { if: { required: [asked] }, then };
  return { ...schema, ...(chance.below(2) === 0 ? rule : { ...rule, else: { required: [asked] } }) };
}

const withMember = (schema: SchemaObject, chance: Chance): SchemaObject => ({
  ...schema,
  properties: { ...(schema['properties'] as object), [pick(NEW_NAMES, chance)]: pick(MEMBERS, chance) },
});

/** Lists edits of the kinds that people make; some leave the values as they are. */
export const CHANGES: Readonly<Record<string, RandomEdit>> = {
  bound: of(BOUNDS, (value, chance) => Number(value) + pick([-1, 1, -10, 10, 0.5], chance)),
  count: of(COUNTS, (value, chance) => Math.max(0, Number(value) + pick([-1, 1, -3, 5], chance))),
  'bound away': of([...BOUNDS, ...COUNTS], () => undefined),
  grid: of(['multipleOf'], (_, chance) => pick([1, 0.01, 0.1, 5, undefined], chance)),
  'a name demanded': ofObjects((schema, chance) => {
    const name = pick([...namesIn(schema), ...NEW_NAMES], chance);
    const required = asList(schema['required']);
    return required.includes(name) ? undefined : { ...schema, required: [...required, name] };
  }),
  'a name not demanded': of(['required'], shorter),
  'a member more': ofObjects(withMember),
  'a member less': ofObjects((schema, chance) => ({
    ...schema,
    properties: without(schema['properties'] as object, pick([...namesIn(schema), ''], chance)),
  })),
  'closed or open': ofObjects((schema, chance) => {
    const rest = pick<Schema | undefined>([undefined, false, true, { type: 'string' }], chance);
    return {
      ...without(schema, 'additionalProperties'),
      ...(rest === undefined ? {} : { additionalProperties: rest }),
    };
  }),
  'what nothing evaluated': ofObjects((schema, chance) => ({
    ...(chance.below(2) === 0 ? schema : without(schema, 'additionalProperties')),
    unevaluatedProperties: pick<Schema>([false, { type: 'string' }], chance),
  })),
  'a value more': of(['enum'], (list, chance) => [...asList(list), pick<unknown>(['OTHER', null, 7], chance)]),
  'a value less': of(['enum'], shorter),
  'a branch less': of(['anyOf', 'oneOf'], shorter),
  'any of for one of': ({ oneOf, ...rest }) =>
    oneOf === undefined || rest['anyOf'] !== undefined ? undefined : { schema: { ...rest, anyOf: oneOf } },
  'one of for any of': ({ anyOf, ...rest }) =>
    anyOf === undefined || rest['oneOf'] !== undefined ? undefined : { schema: { ...rest, oneOf: anyOf } },
  pattern: of(['pattern'], otherPattern),
  'or null': (schema) => ({ schema: { anyOf: [withoutDefs(schema), { type: 'null' }] } }),
  type: of(['type'], (type, chance) =>
    type === 'integer' ? 'number' : [...new Set([...[type].flat(), pick(['null', 'boolean', 'number'], chance)])],
  ),
  condition: ofObjects(condition),
  'items as places': ({ items, ...rest }, chance) => {
    if (items === undefined || rest['prefixItems'] !== undefined) return undefined;
    const after = pick<Schema | undefined>([false, items as Schema, undefined], chance);
    return { schema: { ...rest, prefixItems: [items, items], ...(after === undefined ? {} : { items: after }) } };
  },
  'an item counted': (schema, chance) =>
    schema['items'] === undefined
      ? undefined
      : {
          schema: {
            ...schema,
            contains: pick([schema['items'], true, { type: 'object' }], chance),
            maxContains: 1 + chance.below(3),
          },
        },
  unique: (schema) =>
    schema['items'] === undefined ? undefined : { schema: { ...schema, uniqueItems: schema['uniqueItems'] !== true } },
  'one demands another': ofObjects((schema, chance) => ({
    ...schema,
    dependentRequired: { [pick([...namesIn(schema), 'note'], chance)]: [pick([...namesIn(schema), 'note'], chance)] },
  })),
  'another reference': (schema, chance, root) => {
    const names = Object.keys((root['$defs'] as object | undefined) ?? {});
    if (schema['$ref'] === undefined || names.length === 0) return undefined;
    return { schema: { ...schema, $ref: `#/$defs/${pick(names, chance)}` } };
  },
};
