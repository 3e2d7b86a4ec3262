import { _, type AnySchema, type CodeKeywordDefinition, type KeywordCxt, type Name } from 'ajv/dist/2020.js';
import { compileSchema, resolveRef, SchemaEnv } from 'ajv/dist/compile/index.js';
import { Type } from 'ajv/dist/compile/util.js';

import { evaluatedIn, type Judge } from './evaluated.ts';

/*
 * ajv 8.20 follows what is evaluated while it writes code, and loses it: behind `$ref` or `dependentSchemas` beside another keyword, where `if` stands
 * alone or fails, in members called `constructor`. Here it is asked when a value is there.
 */

/** Is `unevaluatedProperties`. */
export const UNEVALUATED_PROPERTIES: CodeKeywordDefinition = {
  keyword: 'unevaluatedProperties',
  type: 'object',
  schemaType: ['boolean', 'object'],
  trackErrors: true,
  error: {
    message: 'must NOT have unevaluated properties',
    params: ({ params }) => _`{unevaluatedProperty: ${params['key']}}`,
  },
  code: (cxt) => {
    const keys = _`Object.keys(${cxt.data})`;
    judgeRest(cxt, (seen, judge) => {
      cxt.gen.forOf('key', keys, (key) => cxt.gen.if(_`!${seen}.has(${key})`, () => judge(key, Type.Str)));
    });
  },
};

/** Is `unevaluatedItems`. */
export const UNEVALUATED_ITEMS: CodeKeywordDefinition = {
  keyword: 'unevaluatedItems',
  type: 'array',
  schemaType: ['boolean', 'object'],
  trackErrors: true,
  error: { message: 'must NOT have unevaluated items', params: _`{}` },
  code: (cxt) => {
    judgeRest(cxt, (seen, judge) => {
      const isRest = (at: Name) => _`!${seen}.has(String(${at}))`;
      cxt.gen.forRange('i', 0, _`${cxt.data}.length`, (at) => cxt.gen.if(isRest(at), () => judge(at, Type.Num)));
    });
  },
};

type EachRest = (seen: Name, judge: (key: Name, type: Type) => void) => void;

/** Writes the code that judges each member that nothing has evaluated. */
function judgeRest(cxt: KeywordCxt, each: EachRest): void {
  const { gen, data, keyword } = cxt;
  const isForbidden = (cxt.schema as unknown) === false;
  const find = gen.scopeValue('func', { ref: finderOf(cxt) });
  const seen = gen.const('seen', _`${find}(${data})`);
  const valid = gen.name('valid');
  gen.var(valid, true);
  each(seen, (key, dataPropType) => {
    if (isForbidden) {
      cxt.setParams({ key });
      cxt.error();
      gen.assign(valid, false);
    } else {
      cxt.subschema({ keyword, dataProp: key, dataPropType }, valid);
    }
    gen.if(_`!${valid}`, () => gen.break());
  });
  cxt.ok(valid);
}

/** Gives the function that finds what of a value is evaluated; a subschema is compiled when it is first asked for. */
function finderOf({ it, parentSchema }: KeywordCxt): (value: object) => Set<string | number> {
  const { self, baseId } = it;
  const { root } = it.schemaEnv;
  const compiled = new Map<unknown, SchemaEnv>();
  const compile = (schema: AnySchema): SchemaEnv => {
    const env = compileSchema.call(self, new SchemaEnv({ schema, root, baseId }));
    compiled.set(schema, env);
    return env;
  };
  const judge: Judge = {
    isValid: (schema, value) =>
      typeof schema === 'boolean' ? schema : (compiled.get(schema) ?? compile(schema)).validate?.(value) === true,
    targetOf: (reference) => {
      const target = resolveRef.call(self, root, baseId, reference);
      return target instanceof SchemaEnv ? target.schema : (target ?? true);
    },
  };
  return (value) => evaluatedIn(parentSchema, value, judge);
}
