import type { SchemaObject } from '../../contract/schema.ts';

const DATE = { $ref: '#/$defs/date' };
const PERSON = { $ref: '#/$defs/person' };

/** Is the output of a civil registry: acts of birth, marriage and death, with the family as a tree and margin notes on each. */
export const CIVIL_RECORD: SchemaObject = {
  type: 'object',
  required: ['register', 'act', 'subject'],
  properties: {
    register: {
      type: 'object',
      required: ['office', 'year', 'number'],
      properties: {
        office: { $ref: '#/$defs/office' },
        year: { type: 'integer', minimum: 1915, maximum: 2100 },
        number: { type: 'integer', minimum: 1 },
        volume: { type: ['string', 'null'], maxLength: 10 },
      },
      additionalProperties: false,
    },
    act: { $ref: '#/$defs/act' },
    subject: PERSON,
    margins: { type: 'array', items: { $ref: '#/$defs/margin' }, maxItems: 30 },
    languages: {
      type: 'array',
      items: { enum: ['ar', 'zgh', 'fr'] },
      contains: { const: 'ar' },
      uniqueItems: true,
      maxItems: 3,
    },
    seal: { $ref: '#/$defs/seal' },
  },
  if: { properties: { act: { properties: { kind: { const: 'death' } } } } },
  then: { properties: { subject: { required: ['diedOn'] } } },
  additionalProperties: false,
  $defs: {
    date: { type: 'string', pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$' },
    office: { type: 'string', pattern: '^\\d{2}\\.\\d{3}\\.\\d{2}$' },
    text: {
      type: 'object',
      required: ['ar'],
      properties: { ar: { $ref: '#/$defs/line' }, fr: { $ref: '#/$defs/line' }, zgh: { $ref: '#/$defs/line' } },
      additionalProperties: false,
    },
    line: { type: 'string', minLength: 1, maxLength: 120 },
    person: {
      type: 'object',
      required: ['family', 'given', 'sex', 'bornOn'],
      properties: {
        family: { $ref: '#/$defs/text' },
        given: { $ref: '#/$defs/text' },
        sex: { enum: ['f', 'm'] },
        bornOn: DATE,
        diedOn: DATE,
        cin: { type: 'string', pattern: '^[A-Z]{1,2}\\d{1,6}$' },
        father: { anyOf: [{ type: 'null' }, PERSON] },
        mother: { anyOf: [{ type: 'null' }, PERSON] },
        children: { type: 'array', items: PERSON, maxItems: 40 },
        nationality: { type: 'string', pattern: '^[A-Z]{2}$', default: 'MA' },
        residence: { $ref: '#/$defs/residence' },
      },
      additionalProperties: false,
    },
    residence: {
      type: 'object',
      required: ['commune'],
      properties: {
        commune: { type: 'string', pattern: '^\\d{2}\\.\\d{3}$' },
        quarter: { $ref: '#/$defs/line' },
        country: { type: 'string', pattern: '^[A-Z]{2}$' },
      },
      dependentRequired: { country: ['quarter'] },
    },
    act: {
      oneOf: [{ $ref: '#/$defs/birth' }, { $ref: '#/$defs/marriage' }, { $ref: '#/$defs/death' }],
    },
    birth: {
      type: 'object',
      required: ['kind', 'on', 'declarant'],
      properties: {
        kind: { const: 'birth' },
        on: DATE,
        hour: { type: 'string', pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$' },
        weight: { type: 'number', exclusiveMinimum: 0, maximum: 8, multipleOf: 0.001 },
        twins: { type: 'integer', minimum: 0, maximum: 5 },
        declarant: PERSON,
        judgement: { $ref: '#/$defs/judgement' },
      },
      if: { properties: { twins: { exclusiveMinimum: 0 } }, required: ['twins'] },
      then: { required: ['hour'] },
      additionalProperties: false,
    },
    marriage: {
      type: 'object',
      required: ['kind', 'on', 'spouses'],
      properties: {
        kind: { const: 'marriage' },
        on: DATE,
        spouses: { type: 'array', prefixItems: [PERSON, PERSON], items: false, minItems: 2 },
        adouls: { type: 'array', items: { $ref: '#/$defs/line' }, minItems: 1, maxItems: 2 },
        regime: { enum: ['separate', 'shared'] },
      },
      additionalProperties: false,
    },
    death: {
      type: 'object',
      required: ['kind', 'on'],
      properties: {
        kind: { const: 'death' },
        on: DATE,
        place: { anyOf: [{ $ref: '#/$defs/residence' }, { $ref: '#/$defs/line' }] },
        judgement: { $ref: '#/$defs/judgement' },
      },
      additionalProperties: false,
    },
    judgement: {
      type: 'object',
      required: ['court', 'number', 'on'],
      properties: {
        court: { $ref: '#/$defs/line' },
        number: { type: 'string', pattern: '^\\d{1,6}/\\d{4}$' },
        on: DATE,
      },
      unevaluatedProperties: false,
    },
    margin: {
      allOf: [
        { type: 'object', required: ['on', 'what'], properties: { on: DATE, what: { type: 'string' } } },
        {
          oneOf: [
            { properties: { what: { const: 'marriage' }, with: PERSON }, required: ['with'] },
            { properties: { what: { const: 'divorce' }, judgement: { $ref: '#/$defs/judgement' } } },
            { properties: { what: { const: 'correction' }, text: { $ref: '#/$defs/text' } }, required: ['text'] },
          ],
        },
      ],
      unevaluatedProperties: false,
    },
    seal: {
      type: 'object',
      properties: { algorithm: { enum: ['ed25519', 'ml-dsa-44'] }, value: { type: 'string', pattern: '^[0-9a-f]+$' } },
      patternProperties: { '^x-': true },
      minProperties: 1,
      additionalProperties: false,
    },
  },
};
