import { describe, expect, it } from 'vitest';

import { EDITS } from '../testing/real-size/edits.ts';
import { withoutAnnotations } from './canonical.ts';
import { compareSchemas, type SchemaRole } from './compare-schemas.ts';
import { include } from './include.ts';
import { openValidators } from './validators.ts';

const ROLES: readonly SchemaRole[] = ['input', 'output'];

/** The machine of a test may be busy. */
const PATIENT = { milliseconds: 120_000 };

describe('schemas of some hundred lines', { timeout: 240_000 }, () => {
  it.each(EDITS)('$title: as input $input, as output $output', async (edit) => {
    for (const role of ROLES) {
      const { verdict, witness, where, at } = await compareSchemas({ old: edit.old, new: edit.new, role }, PATIENT);

      expect({ role, verdict }).toEqual({ role, verdict: edit[role] });
      if (witness === undefined) continue;
      const [accepts, refuses] = role === 'input' ? [edit.old, edit.new] : [edit.new, edit.old];
      expect([(await openValidators(accepts))(witness), (await openValidators(refuses))(witness)]).toEqual([
        true,
        false,
      ]);
      expect([typeof at, typeof where[role === 'input' ? 'new' : 'old']]).toEqual(['string', 'string']);
    }
  });

  it('take few steps, whether there is a value that breaks them or none', async () => {
    const steps: number[] = [];
    for (const edit of EDITS) {
      const [old, newer] = [withoutAnnotations(edit.old), withoutAnnotations(edit.new)];
      for (const pair of [
        [old, newer],
        [newer, old],
      ] as const) {
        steps.push((await include(...pair, () => undefined)).steps);
      }
    }

    // Counted, not timed: of the 50,000 steps that a comparison has.
    expect(Math.max(...steps)).toBeLessThan(6_000);
  });
});
