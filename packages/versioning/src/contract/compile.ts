import type { Compiler } from './compiler.ts';
import { ALWAYS, all, any, atom, negate, NEVER, type Formula, type Json, type JsonType } from './formula.ts';
import { rationalOf } from './rational.ts';
import { matching, members, namesOf } from './member-names.ts';
import { openDocument, placeOf } from './document.ts';
import type { Schema, SchemaObject } from './schema.ts';
import type { Step } from './step.ts';
import { Undecided } from './undecided.ts';
import { compileUnevaluated } from './unevaluated.ts';

/** Is what a compiler may be told. */
export interface CompilerOptions {
  /** Gives the name by which the search knows what a reference points to. */
  readonly targetOf?: Compiler['targetOf'];
  readonly step?: Step;
}

/** Makes the compiler of a schema document. */
export function createCompiler(
  root: Schema,
  { targetOf = (one) => one, step = () => undefined }: CompilerOptions = {},
): Compiler {
  const known = new Map<string, Formula>();
  const document = openDocument(root);
  const find = (reference: string): Schema => {
    const found = document.schemas.get(placeOf(document, reference) ?? 'none');
    if (found === undefined) throw new Undecided('reference');
    return found;
  };
  const compiler: Compiler = {
    find,
    compile: (schema) => {
      if (schema === true) return ALWAYS;
      if (schema === false) return NEVER;
      const parts = Object.keys(schema).flatMap((keyword) => KEYWORDS[keyword]?.(schema, compiler) ?? []);
      return all(...parts, ...compileUnevaluated(schema, compiler));
    },
    compileKeyword: (schema, keyword) =>
      keyword.startsWith('unevaluated')
        ? all(...compileUnevaluated({ ...schema, [otherUnevaluated(keyword)]: undefined }, compiler))
        : (KEYWORDS[keyword]?.(schema, compiler) ?? ALWAYS),
    step,
    targetOf,
    resolve: (reference) => {
      const formula = known.get(reference) ?? compiler.compile(find(reference));
      known.set(reference, formula);
      return formula;
    },
  };
  return compiler;
}

const otherUnevaluated = (keyword: string): string =>
  keyword === 'unevaluatedItems' ? 'unevaluatedProperties' : 'unevaluatedItems';

/** A choice of exactly one names for each option all others: how many of them in the time of a step. */
const OPTIONS_A_STEP = 80;

type CompileKeyword = (schema: SchemaObject, compiler: Compiler) => Formula;

const list = (value: unknown): readonly Schema[] => value as readonly Schema[];
const map = (value: unknown): readonly (readonly [string, Schema])[] => Object.entries(value as Record<string, Schema>);
const count = (value: unknown): number => value as number;

const KEYWORDS: Readonly<Record<string, CompileKeyword | undefined>> = {
  __proto__: null as never,
  type: ({ type }) => any(...(Array.isArray(type) ? type : [type]).map((one) => typeFormula(one as string))),
  const: (schema) => ({ op: 'in', values: [schema['const'] as Json] }),
  enum: (schema) => ({ op: 'in', values: schema['enum'] as readonly Json[] }),
  minimum: ({ minimum }) => bound('least', minimum, false),
  exclusiveMinimum: ({ exclusiveMinimum }) => bound('least', exclusiveMinimum, true),
  maximum: ({ maximum }) => bound('most', maximum, false),
  exclusiveMaximum: ({ exclusiveMaximum }) => bound('most', exclusiveMaximum, true),
  multipleOf: ({ multipleOf }) =>
    atom({ type: 'number', test: 'multiple', of: rationalOf(multipleOf as number), not: false }),
  minLength: ({ minLength }) =>
    atom({ type: 'string', test: 'length', span: { min: count(minLength), max: Infinity } }),
  maxLength: ({ maxLength }) => atom({ type: 'string', test: 'length', span: { min: 0, max: count(maxLength) } }),
  pattern: ({ pattern }) => atom({ type: 'string', test: 'pattern', source: pattern as string, not: false }),
  minItems: ({ minItems }) => atom({ type: 'array', test: 'length', span: { min: count(minItems), max: Infinity } }),
  maxItems: ({ maxItems }) => atom({ type: 'array', test: 'length', span: { min: 0, max: count(maxItems) } }),
  uniqueItems: ({ uniqueItems }) =>
    uniqueItems === true ? atom({ type: 'array', test: 'unique', not: false }) : ALWAYS,
  prefixItems: ({ prefixItems }, { compile }) =>
    all(...list(prefixItems).map((one, from) => items(from, from + 1, compile(one)))),
  items: ({ items: rest, prefixItems }, { compile }) =>
    items(prefixItems === undefined ? 0 : list(prefixItems).length, Infinity, compile(rest as Schema)),
  contains: ({ contains, minContains, maxContains }, { compile }) => {
    const span = { min: count(minContains ?? 1), max: count(maxContains ?? Infinity) };
    const item = compile(contains as Schema);
    return span.min === 0 && span.max === Infinity ? ALWAYS : atom({ type: 'array', test: 'count', item, span });
  },
  minProperties: ({ minProperties }) =>
    atom({ type: 'object', test: 'size', span: { min: count(minProperties), max: Infinity } }),
  maxProperties: ({ maxProperties }) =>
    atom({ type: 'object', test: 'size', span: { min: 0, max: count(maxProperties) } }),
  required: ({ required }) => all(...(required as string[]).map((name) => has(name, false))),
  properties: ({ properties }, { compile }) =>
    all(...map(properties).map(([name, one]) => members({ op: 'in', values: [name] }, compile(one)))),
  patternProperties: ({ patternProperties }, { compile }) =>
    all(...map(patternProperties).map(([source, one]) => members(matching(source), compile(one)))),
  additionalProperties: (schema, { compile }) =>
    members(negate(namesOf(schema)), compile(schema['additionalProperties'] as Schema)),
  propertyNames: ({ propertyNames }, { compile }) => members(negate(compile(propertyNames as Schema)), NEVER),
  dependentRequired: ({ dependentRequired }) =>
    all(
      ...Object.entries(dependentRequired as Record<string, string[]>).map(([name, wanted]) =>
        any(has(name, true), all(...wanted.map((one) => has(one, false)))),
      ),
    ),
  dependentSchemas: ({ dependentSchemas }, { compile }) =>
    all(...map(dependentSchemas).map(([name, one]) => any(has(name, true), compile(one)))),
  allOf: ({ allOf }, { compile }) => all(...list(allOf).map(compile)),
  anyOf: ({ anyOf }, { compile }) => any(...list(anyOf).map(compile)),
  oneOf: ({ oneOf }, { compile, step }) => {
    step(list(oneOf).length ** 2 / OPTIONS_A_STEP);
    return exactlyOne(list(oneOf).map(compile));
  },
  not: (schema, { compile }) => negate(compile(schema['not'] as Schema)),
  if: (schema, { compile }) => {
    const condition = compile(schema['if'] as Schema);
    const then = compile((schema['then'] as Schema | undefined) ?? true);
    const otherwise = compile((schema['else'] as Schema | undefined) ?? true);
    return all(any(negate(condition), then), any(condition, otherwise));
  },
  $ref: ({ $ref }, { targetOf }) => ({ op: 'ref', target: targetOf(String($ref)), not: false }),
  $dynamicRef: () => {
    throw new Undecided('dynamic-ref');
  },
};

function typeFormula(name: string): Formula {
  if (name !== 'integer') return { op: 'type', types: [name as JsonType] };
  const whole = atom({ type: 'number', test: 'multiple', of: rationalOf(1), not: false });
  return all({ op: 'type', types: ['number'] }, whole);
}

const bound = (test: 'least' | 'most', value: unknown, open: boolean): Formula =>
  atom({ type: 'number', test, value: rationalOf(value as number), open });

const items = (from: number, to: number, item: Formula): Formula =>
  item.op === 'all' && item.of.length === 0 ? ALWAYS : atom({ type: 'array', test: 'each', from, to, item });

const has = (name: string, not: boolean): Formula => atom({ type: 'object', test: 'has', name, not });

function exactlyOne(options: readonly Formula[]): Formula {
  const others = options.map(negate);
  return any(...options.map((option, at) => all(option, ...others.filter((_, index) => index !== at))));
}
