import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isReached } from '../report/figure.ts';
import { SCALES } from '../scale.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';
import { MEASUREMENTS } from './measurements.ts';

// Three processes that each load the lexicon: its parts are tested one by one every time, the whole at full scale.
const HEAVY = process.env['NFORGE_TEST_SCALE'] === 'full' ? [] : ['search-growth'];
const measured = Object.entries(MEASUREMENTS).filter(([name]) => !HEAVY.includes(name));

describe('the measurements', () => {
  let workplace: Workplace;
  beforeAll(() => {
    workplace = openWorkplace();
  });
  afterAll(() => workplace.remove());

  it.each(measured)('%s runs against real servers and gives finite figures', async (_, measure) => {
    const { title, method, figures } = await measure(workplace.folder, SCALES.tiny);

    expect(title).not.toBe('');
    expect(method.length).toBeGreaterThan(100);
    expect(figures.length).toBeGreaterThan(4);
    expect(figures.filter((figure) => isReached(figure) !== undefined)).not.toEqual([]);
    for (const { what, spread } of figures) {
      expect(spread.count, what).toBeGreaterThan(0);
      for (const value of [spread.median, spread.min, spread.max]) expect(Number.isFinite(value), what).toBe(true);
    }
    expect(new Set(figures.map(({ what }) => what)).size).toBe(figures.length);
  });
}, 180_000);
