import type { SchemaObject } from '../../contract/schema.ts';

const AMOUNT = { $ref: '#/$defs/amount' };

/** Is the input of a yearly declaration of income: kinds of income by their `kind`, a household, deductions, accounts. */
export const TAX_RETURN: SchemaObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Declaration of income',
  type: 'object',
  required: ['year', 'taxpayer', 'incomes'],
  additionalProperties: false,
  properties: {
    year: { type: 'integer', minimum: 2020, maximum: 2030 },
    taxpayer: { $ref: '#/$defs/person' },
    spouse: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/person' }] },
    jointly: { type: 'boolean', default: false },
    dependants: { type: 'array', items: { $ref: '#/$defs/dependant' }, maxItems: 12 },
    incomes: { type: 'array', items: { $ref: '#/$defs/income' }, minItems: 1, maxItems: 40 },
    deductions: { type: 'array', items: { $ref: '#/$defs/deduction' }, maxItems: 20 },
    withheld: AMOUNT,
    refundTo: { $ref: '#/$defs/account' },
    attachments: {
      type: 'array',
      uniqueItems: true,
      items: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*\\.(?:pdf|jpg|png)$', maxLength: 80 },
    },
  },
  if: { properties: { jointly: { const: true } }, required: ['jointly'] },
  then: { required: ['spouse'], properties: { spouse: { type: 'object' } } },
  $defs: {
    amount: { type: 'number', minimum: 0, maximum: 100_000_000, multipleOf: 0.01 },
    civilDate: { type: 'string', pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$' },
    person: {
      type: 'object',
      required: ['cin', 'name', 'birthDate', 'address'],
      additionalProperties: false,
      properties: {
        cin: { type: 'string', pattern: '^[A-Z]{1,2}\\d{1,6}$' },
        name: { $ref: '#/$defs/name' },
        birthDate: { $ref: '#/$defs/civilDate' },
        address: { $ref: '#/$defs/address' },
        phone: { type: 'string', pattern: '^\\+212[5-7]\\d{8}$' },
        email: { type: 'string', format: 'email', maxLength: 254 },
        disability: { type: 'integer', minimum: 0, maximum: 100 },
      },
    },
    name: {
      type: 'object',
      required: ['family', 'given'],
      properties: {
        family: { type: 'string', minLength: 1, maxLength: 60 },
        given: { type: 'string', minLength: 1, maxLength: 60 },
        arabic: { type: 'string', pattern: '^[\\u0621-\\u064a ]+$', maxLength: 120 },
      },
      additionalProperties: false,
    },
    address: {
      type: 'object',
      required: ['street', 'city', 'region'],
      properties: {
        street: { type: 'string', minLength: 1, maxLength: 200 },
        city: { type: 'string', minLength: 1, maxLength: 80 },
        postcode: { type: 'string', pattern: '^\\d{5}$' },
        region: { enum: ['MA-01', 'MA-02', 'MA-03', 'MA-04', 'MA-05', 'MA-06', 'MA-07', 'MA-08', 'MA-09'] },
      },
      additionalProperties: false,
    },
    dependant: {
      type: 'object',
      required: ['name', 'birthDate', 'relation'],
      properties: {
        name: { $ref: '#/$defs/name' },
        birthDate: { $ref: '#/$defs/civilDate' },
        relation: { enum: ['child', 'parent', 'sibling'] },
        studies: { type: 'boolean' },
        ownIncome: AMOUNT,
      },
      dependentRequired: { studies: ['ownIncome'] },
      additionalProperties: false,
    },
    income: {
      oneOf: [
        { $ref: '#/$defs/salary' },
        { $ref: '#/$defs/pension' },
        { $ref: '#/$defs/rent' },
        { $ref: '#/$defs/business' },
        { $ref: '#/$defs/capital' },
      ],
    },
    salary: {
      type: 'object',
      required: ['kind', 'employer', 'gross'],
      properties: {
        kind: { const: 'salary' },
        employer: { type: 'string', pattern: '^\\d{15}$' },
        gross: AMOUNT,
        months: { type: 'integer', minimum: 1, maximum: 12 },
        benefits: { type: 'array', items: { $ref: '#/$defs/benefit' } },
      },
      additionalProperties: false,
    },
    benefit: {
      type: 'object',
      required: ['what', 'value'],
      properties: { what: { enum: ['housing', 'car', 'meals'] }, value: AMOUNT },
      additionalProperties: false,
    },
    pension: {
      type: 'object',
      required: ['kind', 'fund', 'gross'],
      properties: {
        kind: { const: 'pension' },
        fund: { enum: ['cmr', 'cnss', 'cimr', 'foreign'] },
        gross: AMOUNT,
        country: { type: 'string', pattern: '^[A-Z]{2}$' },
      },
      if: { properties: { fund: { const: 'foreign' } } },
      then: { required: ['country'] },
      additionalProperties: false,
    },
    rent: {
      type: 'object',
      required: ['kind', 'gross', 'property'],
      properties: {
        kind: { const: 'rent' },
        gross: AMOUNT,
        property: { $ref: '#/$defs/address' },
        furnished: { type: 'boolean' },
        share: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
      },
      additionalProperties: false,
    },
    business: {
      type: 'object',
      required: ['kind', 'regime', 'turnover'],
      properties: {
        kind: { const: 'business' },
        regime: { enum: ['real', 'simplified', 'self-employed'] },
        activity: { type: 'string', pattern: '^\\d{2}\\.\\d{2}$' },
        turnover: AMOUNT,
        costs: AMOUNT,
        employees: { type: 'integer', minimum: 0 },
      },
      allOf: [
        {
          if: { properties: { regime: { const: 'self-employed' } } },
          then: { properties: { turnover: { maximum: 500_000 }, costs: false } },
        },
        { if: { properties: { regime: { const: 'real' } } }, then: { required: ['costs', 'activity'] } },
      ],
      additionalProperties: false,
    },
    capital: {
      type: 'object',
      required: ['kind', 'source', 'gross'],
      properties: { kind: { const: 'capital' }, source: { enum: ['shares', 'bonds', 'deposits'] }, gross: AMOUNT },
      additionalProperties: false,
    },
    deduction: {
      anyOf: [
        {
          type: 'object',
          required: ['code', 'amount'],
          properties: { code: { enum: ['A1', 'A2', 'B1'] }, amount: AMOUNT, receipt: { type: 'string' } },
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['code', 'amount', 'contract', 'rate'],
          properties: {
            code: { const: 'C1' },
            amount: AMOUNT,
            contract: { type: 'string', pattern: '^[A-Z0-9]{6,20}$' },
            rate: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 20 },
          },
          additionalProperties: false,
        },
      ],
    },
    account: { type: 'string', pattern: '^MA\\d{2}(?: ?\\d{4}){6}$' },
  },
};
