import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { contentWith, VECTOR, type ContentChange } from '../testing/contents.ts';
import { compareContracts } from './compare-contracts.ts';
import type { ContractVector, FailedVector, Tolerance } from './content.ts';
import { contradictedVectors } from './contradicted-vectors.ts';

const old = (output: ContractVector['output'], tolerance?: Tolerance) =>
  ({ version: '1.0.0', name: 'a', input: { x: 1, y: [2] }, output, ...(tolerance && { tolerance }) }) as const;
const own = (output: ContractVector['output'], tolerance?: Tolerance) =>
  ({ name: 'b', input: { y: [2], x: 1 }, output, ...(tolerance && { tolerance }) }) as const;

const isContradicted = (one: ReturnType<typeof old>, other: ContractVector): boolean =>
  contradictedVectors([one], [other]).length > 0;

describe('an earlier vector is contradicted', () => {
  it('by one of the same input, however written, whose output it rules out; both are shown', () => {
    expect(contradictedVectors([old({ tax: 10 })], [own({ tax: 11 })])).toEqual([
      {
        ...{ rule: 'vector-contradicted', level: 'major', params: { by: 'b' } },
        vector: {
          ...{ version: '1.0.0', name: 'a', input: { x: 1, y: [2] }, expected: { tax: 10 } },
          outcome: { actual: { tax: 11 } },
        },
      },
    ]);
  });

  it.each<[string, ContractVector['output'], ContractVector['output']]>([
    ['another type', 10, '10'],
    ['a member more', { a: 1 }, { a: 1, b: 2 }],
    ['another member', { a: 1 }, { b: 1 }],
    ['a member that every object seems to have', { a: 1 }, { toString: 1 }],
    ['an item less', [1, 2], [1]],
    ['a list and not an object', [1], { 0: 1 }],
    ['something and not nothing', null, {}],
    ['another text deep inside', { a: [{ b: 'x' }] }, { a: [{ b: 'y' }] }],
  ])('by %s', (_, one, other) => {
    expect([isContradicted(old(one), own(other)), isContradicted(old(other), own(one))]).toEqual([true, true]);
    expect(isContradicted(old(one), own(one))).toBe(false);
  });

  it('not by one of another input', () => {
    expect(isContradicted(old(10), { ...own(11), input: { x: 1 } })).toBe(false);
  });

  it('only where no output is within both tolerances', () => {
    expect(isContradicted(old(10, { abs: 1 }), own(11))).toBe(false);
    expect(isContradicted(old(10), own(11, { abs: 1 }))).toBe(false);
    expect(isContradicted(old(10, { abs: 0.5 }), own(11, { abs: 0.6 }))).toBe(false);
    expect(isContradicted(old(10, { abs: 0.5 }), own(11, { rel: 0.01 }))).toBe(true);
    expect(isContradicted(old([{ n: 100 }], { rel: 0.1 }), own([{ n: 110 }]))).toBe(false);
    expect(isContradicted(old([{ n: 100 }], { rel: 0.1 }), own([{ n: 111 }]))).toBe(true);
  });

  it('never where some output keeps both', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const room = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        number,
        room,
        fc.tuple(room, fc.double({ min: -1, max: 1, noNaN: true })),
        (actual, abs, [wide, at]) => {
          const isNear = (expected: number, within: number): boolean => Math.abs(actual - expected) <= within;
          const [left, right] = [actual + at * abs, actual - at * wide];
          fc.pre(isNear(left, abs) && isNear(right, wide));

          expect(isContradicted(old(left, { abs }), own(right, { abs: wide }))).toBe(false);
        },
      ),
    );
  });
});

describe('comparing contracts', () => {
  const corrected: ContentChange = { vectors: [{ ...VECTOR, output: { tax: 11 } }] };
  const compare = async (before: ContentChange, after: ContentChange, failed: readonly FailedVector[] = []) => {
    const pair = { old: contentWith(before), new: contentWith({ version: '2.0.0', ...after }), failed };
    return (await compareContracts(pair)).changes.map(({ rule }) => rule);
  };

  it('finds another result of the same input though nothing is run', async () => {
    expect(await compare({}, corrected)).toContain('vector-contradicted');
  });

  it('does not tell a vector twice that failed when it was run', async () => {
    const { name, input, output: expected } = VECTOR;
    const failed = { version: '1.0.0', name, input, expected, outcome: { actual: { tax: 11 } } };

    expect((await compare({}, corrected, [failed])).filter((rule) => rule.startsWith('vector-'))).toEqual([
      'vector-fails',
    ]);
  });

  it('does not tell what is called an error as a contradiction, too', async () => {
    const supersedes = { version: '1.0.0', name: VECTOR.name, reason: { fr: 'Mal lu.' } };
    const rules = await compare({}, { vectors: [{ ...VECTOR, output: { tax: 11 }, supersedes }] });

    expect(rules.filter((rule) => rule.startsWith('vector-'))).toEqual(['vector-superseded']);
  });

  it('holds a version to what it promises although it calls that an error itself', async () => {
    const supersedes = { version: '1.0.0-rc.1', name: VECTOR.name, reason: { fr: 'Mal lu.' } };
    const vectors = [{ ...VECTOR, supersedes }];

    expect(await compare({ vectors }, { vectors: [{ ...VECTOR, output: { tax: 11 }, supersedes }] })).toContain(
      'vector-contradicted',
    );
  });

  it('lets rules of different periods have results of their own', async () => {
    const rule = (from: string) => ({ manifest: { kind: 'rule', validity: { from } } as const });

    expect(await compare(rule('2024-01-01'), { ...rule('2025-01-01'), ...corrected })).not.toContain(
      'vector-contradicted',
    );
    expect(await compare(rule('2024-01-01'), { ...rule('2024-01-01'), ...corrected })).toContain('vector-contradicted');
  });
});
