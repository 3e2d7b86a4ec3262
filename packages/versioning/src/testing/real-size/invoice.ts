import type { SchemaObject } from '../../contract/schema.ts';

const AMOUNT = { $ref: '#/$defs/amount' };

/** Is the input of a check of public invoices: parties by their kind of identity, lines by their kind, taxes, means of payment. */
export const INVOICE: SchemaObject = {
  type: 'object',
  required: ['number', 'issuedOn', 'seller', 'buyer', 'lines', 'totals'],
  properties: {
    number: { type: 'string', pattern: '^[A-Z0-9][A-Z0-9/-]{0,29}$' },
    issuedOn: { $ref: '#/$defs/date' },
    dueOn: { $ref: '#/$defs/date' },
    currency: { enum: ['MAD', 'EUR', 'USD'] },
    rate: { type: 'number', exclusiveMinimum: 0 },
    seller: { $ref: '#/$defs/party' },
    buyer: { $ref: '#/$defs/party' },
    lines: { type: 'array', items: { $ref: '#/$defs/line' }, minItems: 1, maxItems: 500 },
    taxes: {
      type: 'array',
      items: { $ref: '#/$defs/tax' },
      contains: { properties: { code: { const: 'TVA' } }, required: ['code'] },
      minContains: 0,
      maxContains: 5,
    },
    totals: {
      type: 'object',
      required: ['net', 'gross'],
      properties: { net: AMOUNT, tax: AMOUNT, gross: AMOUNT, rounding: { type: 'number', minimum: -1, maximum: 1 } },
      additionalProperties: false,
    },
    payment: { $ref: '#/$defs/payment' },
    references: { type: 'object', propertyNames: { pattern: '^[a-z]+$' }, additionalProperties: { type: 'string' } },
    attachments: { type: 'array', items: { type: 'string', pattern: '\\.(?:pdf|xml)$' }, uniqueItems: true },
  },
  allOf: [
    {
      if: { properties: { currency: { const: 'MAD' } } },
      then: { properties: { rate: { const: 1 } } },
      else: { required: ['rate'] },
    },
    {
      if: { properties: { payment: { properties: { means: { const: 'transfer' } } } }, required: ['payment'] },
      then: { required: ['dueOn'] },
    },
  ],
  additionalProperties: false,
  $defs: {
    amount: { type: 'number', minimum: 0, maximum: 1_000_000_000, multipleOf: 0.01 },
    date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    percent: { type: 'number', minimum: 0, maximum: 100, multipleOf: 0.5 },
    party: {
      type: 'object',
      required: ['name', 'identity'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 200 },
        identity: {
          oneOf: [
            {
              type: 'object',
              required: ['ice'],
              properties: { ice: { type: 'string', pattern: '^\\d{15}$' }, if: { type: 'string', pattern: '^\\d+$' } },
              additionalProperties: false,
            },
            {
              type: 'object',
              required: ['cin'],
              properties: { cin: { type: 'string', pattern: '^[A-Z]{1,2}\\d{1,6}$' } },
              additionalProperties: false,
            },
            {
              type: 'object',
              required: ['vat', 'country'],
              properties: {
                vat: { type: 'string', minLength: 4, maxLength: 20 },
                country: { type: 'string', pattern: '^[A-Z]{2}$', not: { const: 'MA' } },
              },
              additionalProperties: false,
            },
          ],
        },
        address: { $ref: '#/$defs/address' },
        contact: { type: ['string', 'null'], maxLength: 100 },
      },
      additionalProperties: false,
    },
    address: {
      type: 'object',
      required: ['lines', 'country'],
      properties: {
        lines: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, maxItems: 4 },
        postcode: { type: 'string', pattern: '^\\d{5}$' },
        country: { type: 'string', pattern: '^[A-Z]{2}$' },
      },
    },
    line: {
      type: 'object',
      required: ['kind', 'text'],
      properties: {
        kind: { enum: ['goods', 'service', 'discount', 'group'] },
        text: { type: 'string', minLength: 1, maxLength: 500 },
        tax: { $ref: '#/$defs/percent' },
      },
      oneOf: [
        {
          properties: {
            kind: { const: 'goods' },
            quantity: { type: 'number', exclusiveMinimum: 0 },
            unit: { enum: ['piece', 'kg', 'm', 'l'] },
            price: AMOUNT,
          },
          required: ['quantity', 'price'],
        },
        {
          properties: {
            kind: { const: 'service' },
            hours: { type: 'number', minimum: 0, multipleOf: 0.25 },
            price: AMOUNT,
          },
          required: ['price'],
        },
        { properties: { kind: { const: 'discount' }, amount: AMOUNT }, required: ['amount'] },
        {
          properties: {
            kind: { const: 'group' },
            lines: { type: 'array', items: { $ref: '#/$defs/line' }, minItems: 1 },
          },
          required: ['lines'],
        },
      ],
      unevaluatedProperties: false,
    },
    tax: {
      type: 'object',
      required: ['code', 'rate', 'amount'],
      properties: {
        code: { enum: ['TVA', 'TPI', 'TIC'] },
        rate: { $ref: '#/$defs/percent' },
        amount: AMOUNT,
        exempt: { type: 'boolean' },
        ground: { type: 'string', minLength: 3 },
      },
      dependentSchemas: { exempt: { properties: { rate: { maximum: 0 } }, required: ['ground'] } },
      additionalProperties: false,
    },
    payment: {
      anyOf: [
        { type: 'object', required: ['means'], properties: { means: { const: 'cash' } }, additionalProperties: false },
        {
          type: 'object',
          required: ['means', 'account'],
          properties: {
            means: { const: 'transfer' },
            account: { type: 'string', pattern: '^\\d{24}$' },
            bank: { type: 'string' },
            terms: {
              type: 'array',
              prefixItems: [{ type: 'integer', minimum: 0, maximum: 180 }, { $ref: '#/$defs/percent' }],
              items: false,
              minItems: 1,
            },
          },
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['means', 'number'],
          properties: {
            means: { const: 'cheque' },
            number: { type: 'string', pattern: '^\\d{7}$' },
            bank: { type: 'string' },
          },
          additionalProperties: false,
        },
      ],
    },
  },
};
