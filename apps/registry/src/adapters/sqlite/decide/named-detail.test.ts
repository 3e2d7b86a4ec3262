import { expect, it } from 'vitest';

import { detailOf } from './named-detail.ts';

it('a detail is projected with its members in the order of its blob, as a replay reads it', () => {
  const { bytes, value } = detailOf({ title: { fr: 'Eau', ar: 'الماء', en: 'Water' } });

  expect(JSON.stringify(value)).toBe(Buffer.from(bytes).toString());
  expect(JSON.stringify(value)).toBe('{"title":{"ar":"الماء","en":"Water","fr":"Eau"}}');
});
