import type { Compiler } from './compiler.ts';
import { ALWAYS, all, any, atom, negate, NEVER, type Formula } from './formula.ts';
import { members, namesOf } from './member-names.ts';
import { isSchemaObject, type Schema, type SchemaObject } from './schema.ts';
import { Undecided } from './undecided.ts';

/** Most ways in which subschemas can apply together, and how deep references are followed. */
const LIMITS = { cases: 256, depth: 16 } as const;

/** Is one way in which the subschemas of a place apply, and what they have evaluated there (JSON Schema Core §11). */
interface Case {
  readonly when: Formula;
  /** The names of members that were evaluated. */
  readonly names: Formula;
  /** Items before this index were evaluated, and those that `contains` found. */
  readonly upTo: number;
  readonly found: readonly Formula[];
}

const NOTHING: Case = { when: ALWAYS, names: NEVER, upTo: 0, found: [] };

/**
 * Compiles `unevaluatedProperties` and `unevaluatedItems`: of all ways in which the subschemas beside it apply one is the
 * case, and there the keyword speaks of what none of them has evaluated.
 * @throws Undecided `unevaluated` when there are too many ways
 */
export function compileUnevaluated(schema: SchemaObject, compiler: Compiler): readonly Formula[] {
  const { unevaluatedProperties, unevaluatedItems } = schema;
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return [];
  const { unevaluatedProperties: _p, unevaluatedItems: _i, ...rest } = schema;
  const others = createCases(compiler)(rest, 0);
  const rule = ({ when, names, upTo, found }: Case): Formula => {
    const ofMembers =
      unevaluatedProperties === undefined
        ? ALWAYS
        : members(negate(names), compiler.compile(unevaluatedProperties as Schema));
    const ofItems =
      unevaluatedItems === undefined ? ALWAYS : any(...found, compiler.compile(unevaluatedItems as Schema));
    return all(
      when,
      ofMembers,
      upTo === Infinity ? ALWAYS : atom({ type: 'array', test: 'each', from: upTo, to: Infinity, item: ofItems }),
    );
  };
  return [any(...others.map(rule))];
}

type CasesOf = (schema: Schema, depth: number) => readonly Case[];

function createCases({ compile, find }: Compiler): CasesOf {
  const whenNot = (schema: Schema): Case => ({ ...NOTHING, when: negate(compile(schema)) });
  const valid = (schema: Schema, depth: number): readonly Case[] =>
    casesOf(schema, depth + 1).map((one) => ({ ...one, when: all(one.when, compile(schema)) }));
  const applied: Readonly<Record<string, (value: unknown, depth: number, schema: SchemaObject) => readonly Case[]>> = {
    allOf: (value, depth) => product((value as Schema[]).map((one) => valid(one, depth))),
    anyOf: (value, depth) => product((value as Schema[]).map((one) => [...valid(one, depth), whenNot(one)])),
    oneOf: (value, depth) => product((value as Schema[]).map((one) => [...valid(one, depth), whenNot(one)])),
    $ref: (value, depth) => valid(find(String(value)), depth),
    if: (value, depth, { then = true, else: otherwise = true }) => [
      ...product([valid(value as Schema, depth), valid(then as Schema, depth)]),
      ...product([[whenNot(value as Schema)], valid(otherwise as Schema, depth)]),
    ],
    dependentSchemas: (value, depth) =>
      product(
        Object.entries(value as Record<string, Schema>).map(([name, one]) => {
          const has: Formula = { op: 'atom', atom: { type: 'object', test: 'has', name, not: false }, others: false };
          return [
            ...valid(one, depth).map((way) => ({ ...way, when: all(has, way.when) })),
            { ...NOTHING, when: negate(has) },
          ];
        }),
      ),
  };
  const casesOf: CasesOf = (schema, depth) => {
    if (depth > LIMITS.depth) throw new Undecided('unevaluated');
    if (!isSchemaObject(schema)) return [NOTHING];
    const ways = Object.entries(applied).flatMap(([keyword, cases]) =>
      schema[keyword] === undefined ? [] : [cases(schema[keyword], depth, schema)],
    );
    return product([[ownCase(schema, compile)], ...ways]);
  };
  return casesOf;
}

/** Tells what the keywords of a schema evaluate that apply to members and items. */
function ownCase(schema: SchemaObject, compile: Compiler['compile']): Case {
  const isAllNames = schema['additionalProperties'] !== undefined || schema['unevaluatedProperties'] !== undefined;
  const isAllItems = schema['items'] !== undefined || schema['unevaluatedItems'] !== undefined;
  const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'].length : 0;
  return {
    when: ALWAYS,
    names: isAllNames ? ALWAYS : namesOf(schema),
    upTo: isAllItems ? Infinity : prefix,
    found: schema['contains'] === undefined ? [] : [compile(schema['contains'] as Schema)],
  };
}

/** Lists the ways in which all of them apply together. */
function product(factors: readonly (readonly Case[])[]): readonly Case[] {
  let ways: readonly Case[] = [NOTHING];
  for (const factor of factors) {
    ways = ways.flatMap((way) => factor.map((one) => both(way, one)));
    if (ways.length > LIMITS.cases) throw new Undecided('unevaluated');
  }
  return ways;
}

const both = (a: Case, b: Case): Case => ({
  when: all(a.when, b.when),
  names: any(a.names, b.names),
  upTo: Math.max(a.upTo, b.upTo),
  found: [...a.found, ...b.found],
});
