import { describe, expect, it } from 'vitest';

import { smallestHonest, type HonestSearch } from './smallest-honest.ts';

/** Searches from 1.2.1, which is refused between 1.2.0 and 1.3.0, among what these judgements say. */
async function search(said: Readonly<Record<string, string | undefined>>, more: Partial<HonestSearch> = {}) {
  const judged: string[] = [];
  const found = await smallestHonest({
    version: '1.2.1',
    required: '2.0.0',
    published: ['1.2.0', '1.3.0', '1.3.1', '1.4.0', '2.0.0-rc.1'].map((version) => ({ version, yanked: false })),
    judgeAs: (version) => {
      judged.push(version);
      return Promise.resolve(said[version]);
    },
    ...more,
  });
  return { found, judged };
}

describe('smallestHonest', () => {
  it('takes the number that fits below the next version, and judges nothing more', async () => {
    expect(await search({}, { required: '1.2.2' })).toEqual({ found: '1.2.2', judged: [] });
  });

  it('looks after each version above, the lowest first, at free numbers only', async () => {
    const said = { '1.3.2': '2.0.0', '1.4.1': '1.5.0' };

    expect(await search(said)).toEqual({ found: '1.5.0', judged: ['1.3.2', '1.4.1'] });
  });

  it('begins another line where nothing above will do, or could be judged', async () => {
    expect((await search({ '1.3.2': '2.0.0', '1.4.1': undefined })).found).toBe('2.0.0');
  });

  it('looks at the highest first where it may look at few', async () => {
    expect(await search({ '1.4.1': '1.4.1' }, { gaps: 1 })).toEqual({ found: '1.4.1', judged: ['1.4.1'] });
  });

  it('passes over what is yanked: its number is taken, and it is no neighbour', async () => {
    const published = ['1.2.0', '1.3.0', '1.3.1'].map((version) => ({ version, yanked: version === '1.3.1' }));

    expect(await search({ '1.3.2': '1.3.2' }, { published })).toEqual({ found: '1.3.2', judged: ['1.3.2'] });
  });
});
