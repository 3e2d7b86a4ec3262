import { Ajv2020, type CodeKeywordDefinition, type FuncKeywordDefinition, type Options } from 'ajv/dist/2020.js';

import { CONTAINS, PREFIX_ITEMS } from './array-keywords.ts';
import { isEqual } from './equal.ts';
import { isMultiple } from './multiple.ts';
import { UNEVALUATED_ITEMS, UNEVALUATED_PROPERTIES } from './unevaluated.ts';

/** Is what may differ between those who judge; what a schema means may not. */
export type ValidatorOptions = Pick<Options, 'code' | 'meta' | 'validateSchema' | 'verbose'>;

/**
 * Opens ajv so that it reads a schema as docs/spec/contract.md fixes it: `format` an annotation, members an object's own, numbers
 * the decimals that are written, values equal whatever their members are called. All who judge a value of a contract take it from here.
 */
export function openAjv(options: ValidatorOptions = {}): Ajv2020 {
  // Without `ownProperties` a member `constructor` is found in every object.
  const ajv = new Ajv2020({ ...options, strict: false, validateFormats: false, logger: false, ownProperties: true });
  // What has been evaluated is found when it is asked for; ajv need not follow it.
  ajv.opts.unevaluated = false;
  for (const definition of KEYWORDS) ajv.removeKeyword(definition.keyword as string).addKeyword(definition);
  return ajv;
}

type Value = unknown;

interface Rule<T> {
  readonly isValid: (schema: T, value: Value) => boolean;
  readonly message: (schema: T) => string;
  readonly params: (schema: T) => object;
}

/** Makes a keyword of a function; its errors look like those of ajv's own keyword. */
function keywordOf<T>(
  keyword: string,
  { isValid, message, params }: Rule<T>,
  rest: Partial<FuncKeywordDefinition> = {},
): FuncKeywordDefinition {
  const compile = (schema: T) => {
    const validate: ReturnType<NonNullable<FuncKeywordDefinition['compile']>> = (value: Value) => {
      if (isValid(schema, value)) return true;
      validate.errors = [{ keyword, message: message(schema), params: params(schema) }];
      return false;
    };
    return validate;
  };
  return { keyword, errors: true, ...rest, compile };
}

/** ajv divides doubles (0.3 is no multiple of 0.1 then), and asks objects for `constructor`, `valueOf` and `toString` to compare them. */
const KEYWORDS: readonly (CodeKeywordDefinition | FuncKeywordDefinition)[] = [
  keywordOf<number>(
    'multipleOf',
    {
      isValid: (unit, value) => isMultiple(value as number, unit),
      message: (unit) => `must be multiple of ${String(unit)}`,
      params: (multipleOf) => ({ multipleOf }),
    },
    { type: 'number', schemaType: 'number' },
  ),
  keywordOf<Value>('const', {
    isValid: isEqual,
    message: () => 'must be equal to constant',
    params: (allowedValue) => ({ allowedValue }),
  }),
  keywordOf<readonly Value[]>(
    'enum',
    {
      isValid: (values, value) => values.some((one) => isEqual(one, value)),
      message: () => 'must be equal to one of the allowed values',
      params: (allowedValues) => ({ allowedValues }),
    },
    { schemaType: 'array' },
  ),
  PREFIX_ITEMS,
  CONTAINS,
  UNEVALUATED_ITEMS,
  UNEVALUATED_PROPERTIES,
  keywordOf<boolean>(
    'uniqueItems',
    {
      isValid: (isUnique, value) => !isUnique || twinsOf(value as readonly Value[]) === undefined,
      message: () => 'must NOT have duplicate items',
      params: () => ({}),
    },
    { type: 'array', schemaType: 'boolean' },
  ),
];

/** Finds two items that are equal. Those without members are looked up, so that a long list of them takes no square of its length. */
function twinsOf(items: readonly Value[]): Value {
  const plain = items.filter((item) => typeof item !== 'object' || item === null);
  if (new Set(plain).size < plain.length) return plain;
  const others = items.filter((item) => typeof item === 'object' && item !== null);
  return others.find((item, at) => others.some((other, before) => before < at && isEqual(item, other)));
}
