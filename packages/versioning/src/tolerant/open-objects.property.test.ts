import { dropUndeclared, findUndroppable } from '@national-forge/manifest/tolerant';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openHyperjump } from '../contract/hyperjump.ts';
import { runs } from '../testing/arbitraries.ts';
import { arbitraryTolerant, arbitraryMembers } from '../testing/arbitrary-tolerant.ts';
import { closeObjects } from './close-objects.ts';
import { openObjects } from './open-objects.ts';

const values = fc.array(arbitraryMembers, { minLength: 30, maxLength: 30 });

describe('the schemas of a tolerant input', { timeout: 600_000 }, () => {
  it('take what the schema itself takes once the undeclared members are dropped', async () => {
    let dropping = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryTolerant, values, async (schema, all) => {
        fc.pre(findUndroppable(schema).length === 0);
        const [own, open] = [await openHyperjump(schema), await openHyperjump(openObjects(schema))];

        for (const value of all) {
          const { value: rest, dropped } = dropUndeclared(schema, value);
          if (dropped.length > 0 && own(rest)) dropping += 1;
          expect([open(value), JSON.stringify(value)]).toEqual([own(rest), JSON.stringify(value)]);
        }
      }),
      runs(100),
    );
    expect(dropping).toBeGreaterThan(100);
  });

  it('are sent what the schema takes and declares', async () => {
    let [sent, kept] = [0, 0];
    await fc.assert(
      fc.asyncProperty(arbitraryTolerant, values, async (schema, all) => {
        fc.pre(findUndroppable(schema).length === 0);
        const [own, closed] = [await openHyperjump(schema), await openHyperjump(closeObjects(schema))];

        for (const value of all) {
          const promised = own(value) && dropUndeclared(schema, value).dropped.length === 0;
          if (promised) sent += 1;
          else kept += 1;
          expect([closed(value), JSON.stringify(value)]).toEqual([promised, JSON.stringify(value)]);
        }
      }),
      runs(100),
    );
    expect(sent).toBeGreaterThan(100);
    expect(kept).toBeGreaterThan(100);
  });
});
