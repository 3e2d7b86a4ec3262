import { describe, expect, it } from 'vitest';

import { compareSchemas } from './compare-schemas.ts';
import { openHyperjump } from './hyperjump.ts';

describe('the second validator', () => {
  it.each([
    [-1, 0.01, true],
    [-0.999, 0.001, true],
    [-0.995, 0.01, false],
    [0.995, 0.01, false],
    [-6, 3, true],
    [-7, 3, false],
    ['-7', 3, true],
  ])('takes %j with multipleOf %j: %j', async (value, multipleOf, isValid) => {
    expect((await openHyperjump({ multipleOf }))(value)).toBe(isValid);
  });

  it('confirms that amounts may be negative now', async () => {
    const amount = (minimum: number) => ({ type: 'number', minimum, multipleOf: 0.01 });

    expect(await compareSchemas({ old: amount(0), new: amount(-1), role: 'output' })).toMatchObject({
      verdict: 'breaking',
      witness: -1,
      relation: 'wider',
    });
  });
});
