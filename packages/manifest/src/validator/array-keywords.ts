import { _, type CodeKeywordDefinition, type KeywordCxt, type Name } from 'ajv/dist/2020.js';
import { Type } from 'ajv/dist/compile/util.js';

/*
 * Three keywords of arrays as JSON Schema Core §10.3.1 and §11.2 say, where ajv 8.20 does not: an empty array passes whatever stands beside `prefixItems`,
 * since no item has been found valid; and all items count as evaluated where `contains` has found one.
 */

/** Gives a variable that holds before anything is judged, also in each turn of a loop. */
function truth({ gen }: KeywordCxt, start: boolean): Name {
  const valid = gen.name('valid');
  gen.var(valid, start);
  return valid;
}

/** Is `prefixItems`. */
export const PREFIX_ITEMS: CodeKeywordDefinition = {
  keyword: 'prefixItems',
  type: 'array',
  schemaType: 'array',
  before: 'uniqueItems',
  code: (cxt) => {
    const { gen, it, data } = cxt;
    const schemas = cxt.schema as readonly unknown[];
    // What was evaluated by a schema beside it is at least as much where it is told only when it runs.
    const known = typeof it.items === 'number' ? it.items : 0;
    if (it.items === undefined || typeof it.items === 'number') it.items = Math.max(known, schemas.length);
    const valid = truth(cxt, true);
    for (const at of schemas.keys()) {
      const judge = () => cxt.subschema({ keyword: 'prefixItems', schemaProp: at, dataProp: at }, valid);
      gen.if(_`${valid} && ${data}.length > ${at}`, judge);
    }
    cxt.ok(valid);
  },
};

/** Is `contains`, with `minContains` and `maxContains`. */
export const CONTAINS: CodeKeywordDefinition = {
  keyword: 'contains',
  type: 'array',
  schemaType: ['object', 'boolean'],
  before: 'uniqueItems',
  trackErrors: true,
  error: {
    message: ({ params: { min, max } }) =>
      max === undefined
        ? `must contain at least ${String(min)} valid item(s)`
        : `must contain at least ${String(min)} and no more than ${String(max)} valid item(s)`,
    params: ({ params: { min, max } }) =>
      max === undefined ? _`{minContains: ${min}}` : _`{minContains: ${min}, maxContains: ${max}}`,
  },
  code: (cxt) => {
    const { gen, data } = cxt;
    const { minContains: min = 1, maxContains: max } = cxt.parentSchema as Counts;
    cxt.setParams({ min, max } as never);
    const count = gen.let('count', 0);
    gen.forRange('i', 0, _`${data}.length`, (at) => {
      const found = truth(cxt, false);
      cxt.subschema({ keyword: 'contains', dataProp: at, dataPropType: Type.Num, compositeRule: true }, found);
      gen.if(found, () => gen.code(_`${count}++`));
    });
    const most = max === undefined ? _`true` : _`${count} <= ${max}`;
    cxt.result(_`${count} >= ${min} && ${most}`, () => cxt.reset());
  },
};

interface Counts {
  readonly minContains?: number;
  readonly maxContains?: number;
}

/** Is `unevaluatedItems`: an item that `contains` beside it has found is evaluated. */
export const UNEVALUATED_ITEMS: CodeKeywordDefinition = {
  keyword: 'unevaluatedItems',
  type: 'array',
  schemaType: ['boolean', 'object'],
  trackErrors: true,
  error: { message: 'must NOT have unevaluated items', params: _`{}` },
  code: (cxt) => {
    const { gen, it, data } = cxt;
    const from = it.items ?? 0;
    if (from === true) return;
    it.items = true;
    const valid = truth(cxt, true);
    const judge = (at: Name) => {
      const one = { dataProp: at, dataPropType: Type.Num };
      if ((cxt.parentSchema as { contains?: unknown }).contains === undefined) {
        cxt.subschema({ ...one, keyword: 'unevaluatedItems' }, valid);
      } else {
        cxt.subschema({ ...one, keyword: 'contains', compositeRule: true }, valid);
        gen.if(_`!${valid}`, () => cxt.subschema({ ...one, keyword: 'unevaluatedItems', compositeRule: true }, valid));
      }
      gen.if(_`!${valid}`, () => gen.break());
    };
    // A name holds a number, or true where all were evaluated.
    const start = typeof from === 'number' ? _`${from}` : _`${from} === true ? ${data}.length : ${from} || 0`;
    gen.forRange('i', start, _`${data}.length`, judge);
    cxt.result(valid, () => cxt.reset());
  },
};
