import type { SchemaObject } from '../../contract/schema.ts';

const PLACE = { $ref: '#/$defs/place' };

/** Is the output of a plan of transport: legs by mode, freight as a tree of units, dangerous goods, temperatures. */
export const TRANSPORT_MANIFEST: SchemaObject = {
  type: 'object',
  required: ['number', 'from', 'to', 'legs', 'freight'],
  properties: {
    number: { type: 'string', pattern: '^(?!0{8})\\d{8}-[A-Z]$' },
    from: PLACE,
    to: PLACE,
    carrier: {
      type: 'object',
      required: ['ice'],
      properties: { ice: { type: 'string', pattern: '^\\d{15}$' }, name: { type: 'string', maxLength: 100 } },
    },
    legs: { type: 'array', items: { $ref: '#/$defs/leg' }, minItems: 1, maxItems: 60 },
    freight: { type: 'array', items: { $ref: '#/$defs/unit' }, minItems: 1 },
    seals: { type: 'array', items: { type: 'string', pattern: '^[A-Z]{3}\\d{6,8}$' }, uniqueItems: true },
    totals: {
      type: 'object',
      required: ['weight', 'volume'],
      properties: {
        weight: { $ref: '#/$defs/weight' },
        volume: { type: 'number', minimum: 0 },
        value: { type: 'number', minimum: 0, multipleOf: 0.01 },
        currency: { enum: ['MAD', 'EUR', 'USD'] },
      },
      dependentRequired: { value: ['currency'] },
      additionalProperties: false,
    },
    status: { enum: ['planned', 'under-way', 'arrived', 'cancelled'] },
    events: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'what'],
        properties: {
          at: { type: 'string' },
          what: { type: 'string' },
          where: PLACE,
          by: { type: ['string', 'null'] },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
  $defs: {
    weight: { type: 'number', exclusiveMinimum: 0, maximum: 44_000 },
    place: {
      type: 'object',
      required: ['name', 'country'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 80 },
        country: { type: 'string', pattern: '^[A-Z]{2}$' },
        code: { type: 'string', pattern: '^[A-Z]{2}[A-Z2-9]{3}$' },
        position: {
          type: 'array',
          prefixItems: [
            { type: 'number', minimum: -180, maximum: 180 },
            { type: 'number', minimum: -90, maximum: 90 },
          ],
          items: false,
          minItems: 2,
        },
      },
      additionalProperties: false,
    },
    leg: {
      type: 'object',
      required: ['mode', 'from', 'to', 'distance'],
      properties: {
        mode: { enum: ['road', 'rail', 'sea', 'air'] },
        from: PLACE,
        to: PLACE,
        distance: { type: 'number', minimum: 0 },
        duration: { type: 'integer', minimum: 0 },
        vehicle: true,
      },
      allOf: [
        {
          if: { properties: { mode: { const: 'road' } } },
          then: {
            properties: { vehicle: { $ref: '#/$defs/truck' }, distance: { maximum: 5000 } },
            required: ['vehicle'],
          },
        },
        {
          if: { properties: { mode: { const: 'rail' } } },
          then: { properties: { vehicle: { $ref: '#/$defs/train' } } },
        },
        { if: { properties: { mode: { const: 'sea' } } }, then: { properties: { vehicle: { $ref: '#/$defs/ship' } } } },
        {
          if: { properties: { mode: { const: 'air' } } },
          then: { properties: { vehicle: { $ref: '#/$defs/plane' } } },
        },
      ],
      additionalProperties: false,
    },
    truck: {
      type: 'object',
      required: ['plate', 'axles'],
      properties: {
        plate: { type: 'string', pattern: '^\\d{1,5}-[A-Z]-\\d{1,2}$' },
        axles: { type: 'integer', minimum: 2, maximum: 8 },
        euro: { enum: [3, 4, 5, 6] },
        drivers: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 },
      },
      additionalProperties: false,
    },
    train: {
      type: 'object',
      required: ['number'],
      properties: { number: { type: 'string' }, wagons: { type: 'integer' } },
    },
    ship: {
      type: 'object',
      required: ['imo'],
      properties: {
        imo: { type: 'string', pattern: '^IMO\\d{7}$' },
        name: { type: 'string' },
        flag: { type: 'string' },
      },
    },
    plane: {
      type: 'object',
      required: ['flight'],
      properties: { flight: { type: 'string', pattern: '^[A-Z0-9]{2}\\d{1,4}$' } },
    },
    unit: {
      oneOf: [
        { $ref: '#/$defs/parcel' },
        {
          type: 'object',
          required: ['type', 'contents'],
          properties: {
            type: { enum: ['container', 'pallet', 'box'] },
            id: { type: 'string', pattern: '^[A-Z]{4}\\d{7}$' },
            tare: { $ref: '#/$defs/weight' },
            temperature: { $ref: '#/$defs/temperature' },
            contents: { type: 'array', items: { $ref: '#/$defs/unit' }, maxItems: 500 },
          },
          additionalProperties: false,
        },
      ],
    },
    parcel: {
      type: 'object',
      required: ['type', 'weight'],
      properties: {
        type: { const: 'parcel' },
        weight: { $ref: '#/$defs/weight' },
        size: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 1200 }, minItems: 3, maxItems: 3 },
        dangerous: { $ref: '#/$defs/dangerous' },
        fragile: { type: 'boolean' },
        tariff: { type: 'string', pattern: '^\\d{6}(?:\\d{4})?$' },
      },
      not: { required: ['fragile', 'dangerous'] },
      additionalProperties: false,
    },
    dangerous: {
      type: 'object',
      required: ['un', 'class'],
      properties: {
        un: { type: 'string', pattern: '^UN\\d{4}$' },
        class: { enum: ['1', '2.1', '2.2', '3', '4.1', '5.1', '6.1', '7', '8', '9'] },
        group: { enum: ['I', 'II', 'III'] },
      },
      if: { properties: { class: { enum: ['1', '2.1', '2.2', '7'] } } },
      then: { not: { required: ['group'] } },
      else: { required: ['group'] },
      additionalProperties: false,
    },
    temperature: {
      type: 'object',
      required: ['min', 'max'],
      properties: { min: { type: 'number', minimum: -80 }, max: { type: 'number', maximum: 60 } },
      additionalProperties: false,
    },
  },
};
