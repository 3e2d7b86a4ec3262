import type { SchemaObject } from '../../contract/schema.ts';

const SCORE = { type: 'integer', minimum: 0, maximum: 10 };

/** Is the input of an emergency triage: patient, vital signs, complaints by body system, history, open for extensions by `x-…`. */
export const TRIAGE_FORM: SchemaObject = {
  type: 'object',
  required: ['patient', 'arrival', 'vitals', 'complaints'],
  properties: {
    patient: { $ref: '#/$defs/patient' },
    arrival: {
      type: 'object',
      required: ['at', 'mode'],
      properties: {
        at: { $ref: '#/$defs/instant' },
        mode: { enum: ['walk-in', 'ambulance', 'police', 'referral'] },
        referredBy: { type: 'string', minLength: 3, maxLength: 120 },
      },
      dependentSchemas: { referredBy: { properties: { mode: { const: 'referral' } } } },
      unevaluatedProperties: false,
    },
    vitals: { $ref: '#/$defs/vitals' },
    complaints: {
      type: 'array',
      minItems: 1,
      maxItems: 15,
      items: { $ref: '#/$defs/complaint' },
      contains: { properties: { main: { const: true } }, required: ['main'] },
      minContains: 1,
      maxContains: 1,
    },
    history: { $ref: '#/$defs/history' },
    notes: { type: 'string', maxLength: 4000 },
  },
  patternProperties: { '^x-[a-z]+$': true },
  additionalProperties: false,
  $defs: {
    instant: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})$' },
    patient: {
      type: 'object',
      properties: {
        id: { type: 'string', pattern: '^P-[0-9A-F]{8}$' },
        ageYears: { type: 'integer', minimum: 0, maximum: 130 },
        ageMonths: { type: 'integer', minimum: 0, maximum: 23 },
        sex: { enum: ['f', 'm', 'unknown'] },
        pregnant: { type: 'boolean' },
        weeks: { type: 'integer', minimum: 1, maximum: 44 },
        weight: { $ref: '#/$defs/weight' },
        languages: { type: 'array', items: { enum: ['ar', 'ary', 'zgh', 'fr', 'en'] }, uniqueItems: true, maxItems: 5 },
      },
      required: ['sex'],
      oneOf: [{ required: ['ageYears'] }, { required: ['ageMonths'] }],
      allOf: [
        { if: { properties: { sex: { const: 'm' } } }, then: { properties: { pregnant: { const: false } } } },
        {
          if: { properties: { pregnant: { const: true } }, required: ['pregnant'] },
          then: { required: ['weeks'] },
          else: { not: { required: ['weeks'] } },
        },
      ],
      unevaluatedProperties: false,
    },
    weight: {
      type: 'object',
      required: ['value', 'unit'],
      properties: { value: { type: 'number', exclusiveMinimum: 0 }, unit: { enum: ['kg', 'g'] } },
      if: { properties: { unit: { const: 'g' } } },
      then: { properties: { value: { type: 'integer', maximum: 10_000 } } },
      else: { properties: { value: { maximum: 400, multipleOf: 0.1 } } },
      additionalProperties: false,
    },
    vitals: {
      type: 'object',
      required: ['pulse', 'saturation', 'consciousness'],
      properties: {
        pulse: { type: 'integer', minimum: 0, maximum: 300 },
        breaths: { type: 'integer', minimum: 0, maximum: 120 },
        saturation: { type: 'number', minimum: 0, maximum: 100 },
        oxygen: { type: 'boolean' },
        temperature: { type: 'number', minimum: 25, maximum: 45, multipleOf: 0.1 },
        systolic: { type: 'integer', minimum: 0, maximum: 300 },
        diastolic: { type: 'integer', minimum: 0, maximum: 200 },
        consciousness: { enum: ['alert', 'verbal', 'pain', 'unresponsive'] },
        glasgow: { $ref: '#/$defs/glasgow' },
      },
      dependentRequired: { systolic: ['diastolic'], diastolic: ['systolic'] },
      additionalProperties: false,
    },
    glasgow: {
      type: 'array',
      prefixItems: [
        { type: 'integer', minimum: 1, maximum: 4 },
        { type: 'integer', minimum: 1, maximum: 5 },
        { type: 'integer', minimum: 1, maximum: 6 },
      ],
      items: false,
      minItems: 3,
    },
    complaint: {
      type: 'object',
      required: ['system'],
      properties: {
        system: { type: 'string' },
        main: { type: 'boolean' },
        since: { anyOf: [{ $ref: '#/$defs/instant' }, { $ref: '#/$defs/duration' }] },
      },
      oneOf: [
        {
          properties: {
            system: { const: 'pain' },
            place: { enum: ['head', 'chest', 'abdomen', 'back', 'limb'] },
            score: SCORE,
            radiates: { type: 'array', items: { enum: ['arm', 'jaw', 'back'] }, uniqueItems: true },
          },
          required: ['place', 'score'],
        },
        {
          properties: {
            system: { const: 'breathing' },
            severity: { enum: ['mild', 'moderate', 'severe'] },
            wheeze: { type: 'boolean' },
          },
          required: ['severity'],
        },
        {
          properties: {
            system: { const: 'injury' },
            mechanism: { enum: ['fall', 'traffic', 'burn', 'bite', 'other'] },
            burn: { $ref: '#/$defs/burn' },
            height: { type: 'number', minimum: 0, maximum: 100 },
          },
          required: ['mechanism'],
          if: { properties: { mechanism: { const: 'burn' } } },
          then: { required: ['burn'] },
        },
        { properties: { system: { const: 'other' }, text: { type: 'string', minLength: 1 } }, required: ['text'] },
      ],
      unevaluatedProperties: false,
    },
    burn: {
      type: 'object',
      required: ['surface', 'degree'],
      properties: {
        surface: { type: 'number', exclusiveMinimum: 0, maximum: 100 },
        degree: { type: 'integer', minimum: 1, maximum: 3 },
      },
      additionalProperties: false,
    },
    duration: {
      type: 'object',
      minProperties: 1,
      properties: {
        days: { type: 'integer', minimum: 0 },
        hours: { type: 'integer', minimum: 0, maximum: 23 },
        minutes: { type: 'integer', minimum: 0, maximum: 59 },
      },
      additionalProperties: false,
    },
    history: {
      type: 'object',
      properties: {
        conditions: { type: 'array', items: { type: 'string', pattern: '^[A-Z]\\d{2}(?:\\.\\d{1,2})?$' } },
        medicines: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string', minLength: 1 }, dose: { type: ['string', 'number', 'null'] } },
          },
        },
        allergies: { type: 'object', additionalProperties: SCORE, propertyNames: { pattern: '^[a-z -]+$' } },
        visits: { type: 'array', items: { $ref: '#/$defs/visit' } },
      },
      additionalProperties: false,
    },
    visit: {
      type: 'object',
      required: ['at'],
      properties: { at: { $ref: '#/$defs/instant' }, outcome: { type: 'string' }, led: { $ref: '#/$defs/visit' } },
    },
  },
};
