import { expect, test } from 'vitest';

import { sampleDetail } from '../adapters/testing/sample.ts';
import { manifestOf } from './release-detail.ts';
import { erasedEntryOf, searchEntryOf } from './search-entry.ts';

const manifest = {
  ...manifestOf(sampleDetail({ version: '1.0.0', text: ['barème'] })),
  description: { ar: 'وصف' },
  features: { fr: ['tranches', 'abattements'] },
  categories: ['calculator'],
  organisation: { name: { fr: 'Direction générale des impôts' } },
};

test('search shows what the manifest says and finds by all that it tells', () => {
  const { hit, texts } = searchEntryOf(manifest, '2026-11-23T10:00:00Z');

  expect(hit).toEqual({
    name: 'impots/income-tax',
    version: '1.0.0',
    title: { fr: 'Impôt sur le revenu', ar: 'الضريبة على الدخل' },
    summary: { fr: 'Calcule l’impôt' },
    kind: 'rule',
    sectors: ['finance'],
    region: 'MA',
    license: 'EUPL-1.2',
    languages: ['fr', 'ar'],
    risk: 'minimal',
    status: 'stable',
    deprecated: false,
    updatedAt: '2026-11-23T10:00:00Z',
    engine: 'javascript',
  });
  expect(texts).toEqual({
    keywords: { fr: ['barème'] },
    description: { ar: 'وصف' },
    features: { fr: ['tranches', 'abattements'] },
    purpose: {},
    organisation: { fr: 'Direction générale des impôts' },
    categories: ['calculator'],
  });
});

test('of an erased release it shows name, version and time', () => {
  const entry = erasedEntryOf({ name: 'a/b', version: '1.0.0', publishedAt: '2026-11-23T10:00:00Z' });

  expect(entry).toMatchObject({ hit: { name: 'a/b', version: '1.0.0', title: {}, license: '' }, texts: {} });
});
