import { describe, expect, it } from 'vitest';

import type { Schema } from '../contract/schema.ts';
import { compareInMode, type InputMode } from './compare-in-mode.ts';

const integer = { type: 'integer', minimum: 0 };
const person = { type: 'object', properties: { income: integer }, required: ['income'] };
const family = { ...person, properties: { income: integer, dependants: { type: 'integer', maximum: 6 } } };

const compare = (old: Schema, newer: Schema, modes: readonly [InputMode, InputMode] = ['tolerant', 'tolerant']) =>
  compareInMode({ old, new: newer, role: 'input', modes: { old: modes[0], new: modes[1] } });

describe('the comparison of tolerant inputs', () => {
  it('takes an optional member more for wider: nobody has sent one of that name', async () => {
    expect(await compare(person, family)).toMatchObject({ verdict: 'compatible', relation: 'wider' });
    expect(await compareInMode({ old: person, new: family, role: 'input' })).toMatchObject({ verdict: 'breaking' });
  });

  it('takes a member less for compatible and narrower: it is dropped', async () => {
    expect(await compare(family, person)).toMatchObject({ verdict: 'compatible', relation: 'narrower' });
  });

  it('takes the same schemas for the same, however they are written', async () => {
    expect(await compare(family, { ...family, title: 'A family' })).toMatchObject({ rule: 'equal' });
    expect(await compare(family, { allOf: [family] })).toMatchObject({ verdict: 'compatible', relation: 'equivalent' });
  });

  it('lets an object be closed and opened again: what is not declared is dropped in both', async () => {
    const closed = { ...family, additionalProperties: false };

    expect(await compare(family, closed)).toMatchObject({ verdict: 'compatible', relation: 'equivalent' });
    expect(await compare(closed, family)).toMatchObject({ verdict: 'compatible', relation: 'equivalent' });
  });

  it('shows what is refused in the words of the author, with its place', async () => {
    const narrower = { ...family, properties: { ...family.properties, dependants: { type: 'integer', maximum: 5 } } };

    expect(await compare(family, narrower)).toMatchObject({
      verdict: 'breaking',
      witness: { income: 0, dependants: 6 },
      at: '/dependants',
      where: { old: '/properties/dependants/maximum', new: '/properties/dependants/maximum' },
      reason: 'maximum: 5',
    });
  });

  it('holds a strict version to all that it took, undeclared members included', async () => {
    const { verdict, at } = await compare(person, family, ['strict', 'tolerant']);

    expect([verdict, at]).toEqual(['breaking', '/dependants']);
    expect(await compare({ ...person, additionalProperties: false }, family, ['strict', 'tolerant'])).toMatchObject({
      verdict: 'compatible',
    });
  });

  it('finds what a version that turns strict refuses', async () => {
    expect(await compare(family, person, ['tolerant', 'strict'])).toMatchObject({ verdict: 'compatible' });
    expect(await compare(family, { ...person, additionalProperties: false }, ['tolerant', 'strict'])).toMatchObject({
      verdict: 'breaking',
      at: '/dependants',
      reason: 'additionalProperties: false',
    });
  });

  it('goes into lists, maps and what refers to itself', async () => {
    const tree = (label: object) => ({
      properties: { label, children: { type: 'array', items: { $ref: '#' } } },
      required: ['label'],
      additionalProperties: false,
    });
    const map = (value: object) => ({
      type: 'object',
      additionalProperties: { type: 'object', properties: { value } },
    });

    expect(await compare(tree({ type: 'string' }), tree({ type: ['string', 'null'] }))).toMatchObject({
      verdict: 'compatible',
      relation: 'wider',
    });
    expect(await compare(tree({ type: 'string' }), tree({ type: 'string', minLength: 1 }))).toMatchObject({
      verdict: 'breaking',
      witness: { label: '' },
    });
    expect(await compare(map({ maximum: 2 }), map({ maximum: 1 }))).toMatchObject({ verdict: 'breaking' });
  });

  it('claims nothing where it is not defined what is dropped', async () => {
    expect(await compare({ ...person, maxProperties: 2 }, person)).toMatchObject({
      verdict: 'undecided',
      reason: 'tolerant',
    });
  });

  it('claims nothing of what is no schema', async () => {
    await expect(compare({ properties: 5 }, person)).rejects.toMatchObject({ code: 'schema-invalid' });
    expect(await compare(person, { $ref: '#/nowhere' })).toMatchObject({ verdict: 'undecided', reason: 'reference' });
  });
});
