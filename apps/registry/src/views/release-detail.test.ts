import type { Leaf, LeafOf } from '@national-forge/transparency';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { sampleDetail } from '../adapters/testing/sample.ts';
import { formatReleaseDetail, parseReleaseDetail } from './release-detail.ts';
import { renderRecord } from './render-record.ts';

const detail = sampleDetail({ version: '1.0.0', dependencies: { 'cnss/share': '^1.0.0' } });
const digest = `sha256:${'0'.repeat(64)}`;
const leaf: LeafOf<'release'> = {
  kind: 'release',
  time: 1_790_000_000,
  name: detail.name,
  version: detail.version,
  release: detail.releaseDigest,
  envelope: digest,
  state: digest,
  actor: 'token-1',
  detail: digest,
} satisfies Leaf;

test('a detail has one form, whatever the order of its members, and members without a value are none', () => {
  const reversed = Object.fromEntries(Object.entries(detail).reverse()) as typeof detail;
  const manifest = { ...detail.manifest, homepage: undefined };

  expect(formatReleaseDetail(reversed)).toEqual(formatReleaseDetail(detail));
  expect(formatReleaseDetail({ ...detail, manifest })).toEqual(formatReleaseDetail(detail));
});

test('what is written is read again', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (manifest) => {
      const bytes = formatReleaseDetail({ ...detail, manifest });

      expect(formatReleaseDetail(parseReleaseDetail(bytes))).toEqual(bytes);
    }),
  );
});

test('the record is the detail with time, publisher and place of the leaf; none of these can be written over', () => {
  const forged = { ...detail, publisher: 'mallory', logIndex: 7, publishedAt: '1999-01-01T00:00:00Z' };
  const { bytes, key, immutable } = renderRecord({ leaf, index: 42, detail: forged });

  expect(key).toBe('/api/v1/algorithms/impots/income-tax/versions/1.0.0');
  expect(immutable).toBe(true);
  const facts = { publishedAt: '2026-09-21T14:13:20Z', publisher: 'token-1', logIndex: 42 };
  expect(JSON.parse(bytes.toString())).toEqual({ ...detail, ...facts });
});
