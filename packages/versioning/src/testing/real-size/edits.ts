import type { Schema, SchemaObject } from '../../contract/schema.ts';
import { changed } from './chance.ts';
import { TAX_RETURN } from './tax-return.ts';
import { TRANSPORT_MANIFEST } from './transport-manifest.ts';
import { TRIAGE_FORM } from './triage-form.ts';

/** Is a change of a schema of real size, with its verdict in either role. */
export interface Edit {
  readonly title: string;
  readonly old: Schema;
  readonly new: Schema;
  readonly input: 'compatible' | 'breaking';
  readonly output: 'compatible' | 'breaking';
}

/** Is a title, a path in the schema, the new value made from the old one, and the verdicts. */
type Row = readonly [title: string, path: string, change: (value: unknown) => unknown, verdicts: Verdicts];
type Verdicts = readonly [Edit['input'], Edit['output']];

const [yes, no] = ['compatible', 'breaking'] as const;
const WIDER: Verdicts = [yes, no];
const NARROWER: Verdicts = [no, yes];
const SAME: Verdicts = [yes, yes];
const OTHER: Verdicts = [no, no];

const LOTTERY = {
  type: 'object',
  required: ['kind', 'gross'],
  properties: { kind: { const: 'lottery' }, gross: { $ref: '#/$defs/amount' } },
  additionalProperties: false,
};
const NO_AGE = { not: { anyOf: [{ required: ['ageYears'] }, { required: ['ageMonths'] }] } };

const asList = (value: unknown): readonly unknown[] => value as readonly unknown[];
const asObject = (value: unknown): SchemaObject => (value ?? {}) as SchemaObject;
const without = (value: unknown, name: string): SchemaObject =>
  Object.fromEntries(Object.entries(asObject(value)).filter(([other]) => other !== name));

/** Lists changes of schemas of real size. `at` is a path in the schema; a function makes the new value from the old one. */
export const EDITS: readonly Edit[] = [
  ...edits('tax return', TAX_RETURN, [
    ['a later last year', 'properties.year.maximum', () => 2031, WIDER],
    ['fewer dependants', 'properties.dependants.maxItems', () => 6, NARROWER],
    ['more incomes', 'properties.incomes.maxItems', () => 100, WIDER],
    ['a region more', '$defs.address.properties.region.enum', (list) => [...asList(list), 'MA-10'], WIDER],
    ['a region less', '$defs.address.properties.region.enum', (list) => asList(list).slice(1), NARROWER],
    ['an optional member', '$defs.person.properties.passport', () => ({ type: 'string' }), WIDER],
    ['a demanded member', '$defs.person.required', (list) => [...asList(list), 'phone'], NARROWER],
    ['a kind of income more', '$defs.income.oneOf', (list) => [...asList(list), LOTTERY], WIDER],
    ['any of the kinds, which exclude each other', '$defs.income', (one) => ({ anyOf: asObject(one)['oneOf'] }), SAME],
    ['a rule of one kind of income', '$defs.pension.then.required', () => ['country', 'months'], NARROWER],
    [
      'a lower bound deep in a rule',
      '$defs.business.allOf.0.then.properties.turnover.maximum',
      () => 200_000,
      NARROWER,
    ],
    ['longer identity numbers', '$defs.person.properties.cin.pattern', () => '^[A-Z]{1,2}\\d{1,7}$', WIDER],
    [
      'the same identity numbers otherwise',
      '$defs.person.properties.cin.pattern',
      () => '^[A-Z][A-Z]?[0-9]{1,6}$',
      SAME,
    ],
    ['cents no more', '$defs.amount.multipleOf', () => 1, NARROWER],
    [
      'a rate up to 20',
      '$defs.deduction.anyOf.1.properties.rate',
      () => ({ type: 'number', minimum: 1, maximum: 20 }),
      OTHER,
    ],
    ['a title', 'title', () => 'Income', SAME],
  ]),
  ...edits('triage form', TRIAGE_FORM, [
    ['a longer note', 'properties.notes.maxLength', () => 8000, WIDER],
    ['a shorter note', 'properties.notes.maxLength', () => 2000, NARROWER],
    ['two main complaints', 'properties.complaints.maxContains', () => 2, WIDER],
    [
      'a place of pain more',
      '$defs.complaint.oneOf.0.properties.place.enum',
      (list) => [...asList(list), 'neck'],
      WIDER,
    ],
    ['a member of one kind less', '$defs.complaint.oneOf.1.properties', (one) => without(one, 'wheeze'), NARROWER],
    ['a demand of one kind', '$defs.complaint.oneOf.2.required', () => ['mechanism', 'height'], NARROWER],
    ['temperatures by the hundredth', '$defs.vitals.properties.temperature.multipleOf', () => 0.01, WIDER],
    ['a fourth number of the scale', '$defs.glasgow.items', () => ({ type: 'integer' }), WIDER],
    ['grams up to five kilograms', '$defs.weight.then.properties.value.maximum', () => 5000, NARROWER],
    ['either age or none', '$defs.patient.oneOf', (list) => [...asList(list), NO_AGE], WIDER],
    [
      'names of allergies without space',
      '$defs.history.properties.allergies.propertyNames.pattern',
      () => '^[a-z-]+$',
      NARROWER,
    ],
    ['a visit that led to none', '$defs.visit.properties.led', () => true, WIDER],
    ['visits with a reason', '$defs.visit.required', () => ['at', 'outcome'], NARROWER],
    ['extensions of capitals', 'patternProperties', () => ({ '^x-[A-Za-z]+$': true }), WIDER],
    [
      'minutes of a duration only',
      '$defs.duration.properties',
      () => ({ minutes: { type: 'integer', minimum: 0, maximum: 59 } }),
      NARROWER,
    ],
  ]),
  ...edits('transport manifest', TRANSPORT_MANIFEST, [
    ['a status more', 'properties.status.enum', (list) => [...asList(list), 'lost'], WIDER],
    ['heavier freight', '$defs.weight.maximum', () => 60_000, WIDER],
    ['more units in a unit', '$defs.unit.oneOf.1.properties.contents.maxItems', () => 600, WIDER],
    ['shorter roads', '$defs.leg.allOf.0.then.properties.distance.maximum', () => 3000, NARROWER],
    ['a vehicle for the air', '$defs.leg.allOf.3.then.required', () => ['vehicle'], NARROWER],
    ['danger that may be fragile', '$defs.parcel', (one) => without(one, 'not'), WIDER],
    ['a class without group', '$defs.dangerous.if.properties.class.enum', () => ['1', '2.1', '7'], OTHER],
    ['numbers of zeros', 'properties.number.pattern', () => '^\\d{8}-[A-Z]$', WIDER],
    ['a box is no unit', '$defs.unit.oneOf.1.properties.type.enum', () => ['container', 'pallet'], NARROWER],
    ['carriers closed', 'properties.carrier.additionalProperties', () => false, NARROWER],
    ['seals that may be alike', 'properties.seals', (one) => without(one, 'uniqueItems'), WIDER],
    ['values in dirhams only', 'properties.totals.properties.currency.enum', () => ['MAD'], NARROWER],
    ['a position with a height', '$defs.place.properties.position.items', () => ({ type: 'number' }), WIDER],
  ]),
];

function edits(name: string, schema: SchemaObject, rows: readonly Row[]): readonly Edit[] {
  return rows.map(([title, path, change, [input, output]]) => ({
    title: `${name}: ${title}`,
    old: schema,
    new: changed(schema, path.split('.'), change) as Schema,
    input,
    output,
  }));
}
