import { createCompiler } from './compile.ts';
import { escapeName, openDocument, placeOf } from './document.ts';
import { negate, type Json } from './formula.ts';
import { holds } from './holds.ts';
import { matching, namesOf } from './member-names.ts';
import { isSchemaObject, type Schema, type SchemaObject } from './schema.ts';

/** Is a keyword that refuses a value. */
export interface Refusal {
  /** JSON Pointer of the keyword in the schema. */
  readonly pointer: string;
  /** JSON Pointer of the place in the value. */
  readonly at: string;
  readonly keyword: string;
  /** The value of the keyword; of `required` the names that are missing. */
  readonly expected: unknown;
}

/** Is a schema and the value that it judges, each with its place. */
interface Case {
  readonly schema: Schema;
  readonly pointer: string;
  readonly value: Json;
  readonly at: string;
}

type Explain = (one: Case, keyword: string) => readonly Refusal[];

/** Makes what finds the keyword of a schema that refuses a value: the one that lies deepest in the value. */
export function createExplainer(root: Schema): (value: Json) => Refusal | undefined {
  const explain = explainWithin(root);
  return (value) => {
    const refusals = explain({ schema: root, pointer: '', value, at: '' }, '');
    const depth = ({ at }: Refusal): number => at.split('/').length;
    return refusals.reduce<Refusal | undefined>((a, b) => (a === undefined || depth(b) > depth(a) ? b : a), undefined);
  };
}

function explainWithin(root: Schema): Explain {
  const document = openDocument(root);
  const compiler = createCompiler(root);
  const isValid = (schema: Schema, value: Json): boolean => holds(compiler.compile(schema), value, compiler.resolve);
  const targetOf = (one: Case): readonly Case[] => {
    const pointer = placeOf(document, String((one.schema as SchemaObject)['$ref']));
    const schema = pointer === undefined ? undefined : document.schemas.get(pointer);
    return schema === undefined || pointer === undefined ? [] : [{ ...one, schema, pointer }];
  };
  const explain: Explain = (one, keyword) => {
    const { schema, value, pointer, at } = one;
    if (schema === true) return [];
    if (schema === false) return [{ pointer, at, keyword, expected: false }];
    return Object.keys(schema).flatMap((name) =>
      holds(compiler.compileKeyword(schema, name), value, compiler.resolve) ? [] : within(one, schema, name),
    );
  };
  const within = (one: Case, schema: SchemaObject, keyword: string): readonly Refusal[] => {
    const expected = keyword === 'required' ? missing(schema, one.value) : schema[keyword];
    const itself = { pointer: `${one.pointer}/${keyword}`, at: one.at, keyword, expected };
    const parts = keyword === '$ref' ? targetOf(one) : partsOf({ ...one, schema }, keyword, isValid);
    const found = parts.map((part) => explain(part, keyword)).filter(({ length }) => length > 0);
    const chosen = keyword === 'anyOf' || keyword === 'oneOf' ? nearest(found, parts.length) : found.flat();
    return chosen.length > 0 ? chosen : [itself];
  };
  return explain;
}

/** Of the branches none of which takes the value the one that was meant: what it refuses is not what kind of value it is. */
function nearest(branches: readonly (readonly Refusal[])[], all: number): readonly Refusal[] {
  if (branches.length < all) return [];
  const kinds = (refusals: readonly Refusal[]): number =>
    refusals.filter(({ keyword }) => ['type', 'const', 'enum'].includes(keyword)).length;
  const fewest = Math.min(...branches.map(kinds));
  const meant = branches.filter((one) => kinds(one) === fewest);
  return meant.length === 1 || fewest === 0 ? (meant[0] ?? []) : [];
}

const missing = ({ required }: SchemaObject, value: Json): readonly string[] =>
  (required as readonly string[]).filter((name) => !isSchemaObject(value) || !Object.hasOwn(value, name));

type IsValid = (schema: Schema, value: Json) => boolean;

/** Lists what a keyword asks of which part of a value. */
function partsOf(one: Case & { readonly schema: SchemaObject }, keyword: string, isValid: IsValid): readonly Case[] {
  const { schema, pointer, value } = one;
  const place = `${pointer}/${keyword}`;
  switch (keyword) {
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return (schema[keyword] as Schema[]).map((part, at) => ({
        ...one,
        schema: part,
        pointer: `${place}/${String(at)}`,
      }));
    case 'if': {
      const branch = isValid(schema['if'] as Schema, value) ? 'then' : 'else';
      return [{ ...one, schema: (schema[branch] ?? true) as Schema, pointer: `${pointer}/${branch}` }];
    }
    case 'prefixItems':
    case 'items':
      return itemsOf(one, keyword);
    default:
      return isSchemaObject(value) ? membersOf(one, keyword) : [];
  }
}

function itemsOf(
  { schema, pointer, value, at }: Case & { readonly schema: SchemaObject },
  keyword: string,
): readonly Case[] {
  if (!Array.isArray(value)) return [];
  const prefix = (schema['prefixItems'] ?? []) as readonly Schema[];
  return (value as readonly Json[]).flatMap((item, index) => {
    const isInPrefix = index < prefix.length;
    if (isInPrefix !== (keyword === 'prefixItems')) return [];
    const place = isInPrefix ? `/prefixItems/${String(index)}` : '/items';
    const one = isInPrefix ? prefix[index] : schema['items'];
    return [{ schema: one as Schema, pointer: pointer + place, value: item, at: `${at}/${String(index)}` }];
  });
}

/** Lists the schemas of members, and of their names. */
function membersOf(one: Case & { readonly schema: SchemaObject }, keyword: string): readonly Case[] {
  const { schema, pointer, at } = one;
  const value = one.value as Readonly<Record<string, Json>>;
  const keywordValue = schema[keyword] as Readonly<Record<string, Schema>>;
  const place = `${pointer}/${keyword}`;
  return Object.entries(value).flatMap(([name, member]): readonly Case[] => {
    const inside = { value: member, at: `${at}/${escapeName(name)}` };
    const named = (key: string) => ({ schema: keywordValue[key] as Schema, pointer: `${place}/${escapeName(key)}` });
    switch (keyword) {
      case 'properties':
        return Object.hasOwn(keywordValue, name) ? [{ ...inside, ...named(name) }] : [];
      case 'dependentSchemas':
        return Object.hasOwn(keywordValue, name) ? [{ ...one, ...named(name) }] : [];
      case 'patternProperties':
        return Object.keys(keywordValue).flatMap((key) => (isMatch(key, name) ? [{ ...inside, ...named(key) }] : []));
      case 'additionalProperties':
        return isOther(schema, name) ? [{ ...inside, schema: schema[keyword] as Schema, pointer: place }] : [];
      case 'propertyNames':
        return [{ ...inside, value: name, schema: schema[keyword] as Schema, pointer: place }];
      default:
        return [];
    }
  });
}

const NO_REFERENCE = (): never => {
  throw new RangeError('names have no references');
};
const isMatch = (source: string, name: string): boolean => holds(matching(source), name, NO_REFERENCE);
const isOther = (schema: SchemaObject, name: string): boolean => holds(negate(namesOf(schema)), name, NO_REFERENCE);
