import { _, type CodeKeywordDefinition, type KeywordCxt, type Name } from 'ajv/dist/2020.js';
import { Type } from 'ajv/dist/compile/util.js';

/*
 * Two keywords of arrays as JSON Schema Core §10.3.1 says, where ajv 8.20 does not: an empty array passes whatever stands beside `prefixItems`, since no
 * item has been found valid; and within a loop what `contains` found in one turn counts in the next.
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
    const { gen, data } = cxt;
    const schemas = cxt.schema as readonly unknown[];
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
    cxt.setParams({ min, max });
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
