import { describe, expect, it } from 'vitest';

import { EDITS } from '../testing/real-size/edits.ts';
import { compareSchemas } from './compare-schemas.ts';

const [edit] = EDITS;

describe('the time of a comparison', () => {
  it('ends it with an error, and there is no verdict', async () => {
    let time = 0;
    const pair = { old: edit?.old ?? true, new: edit?.new ?? true, role: 'input' } as const;

    await expect(compareSchemas(pair, { now: () => (time += 100) })).rejects.toMatchObject({
      name: 'VersioningError',
      code: 'comparison-timeout',
      params: { seconds: 2 },
    });
  });

  it('is looked at in each step, and says nothing before it is over', async () => {
    let looks = 0;
    const pair = { old: edit?.old ?? true, new: edit?.new ?? true, role: 'input' } as const;
    const now = (): number => {
      looks += 1;
      return 0;
    };

    expect(await compareSchemas(pair, { now, milliseconds: 1 })).toMatchObject({ verdict: 'compatible' });
    expect(looks).toBeGreaterThan(500);
  });
});
