import { regions, sectors } from '@national-forge/manifest';
import { describe, expect, it } from 'vitest';

import { readCollection, USEFUL } from './collection/collection.ts';
import { halfOf } from './collection/half-of.ts';
import { OWN_COLLECTION } from './evaluate.ts';

// Reading proves that ids exist and are unique, languages and grades known, and that every query is answered.
const { records, queries, judgments } = readCollection(OWN_COLLECTION);
const byId = new Map(records.map((record) => [record.id, record]));

describe('the project’s own collection', () => {
  it('speaks of every sector, in regions that exist, under names that algorithms may have', () => {
    const codes = records.flatMap(({ sectors: some }) => some ?? []);

    expect(new Set(codes)).toEqual(new Set(sectors.map(({ code }) => code)));
    for (const { id, lang = '', title, agency, region } of records) {
      expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(id.startsWith(`${agency}/`), id).toBe(true);
      expect(Object.keys(title), id).toContain(lang);
      expect(regions.map(({ code }) => code)).toContain(region);
    }
  });

  it('says of each judgment rightly whether the record has the language of the query', () => {
    for (const { id, lang } of queries) {
      for (const { doc, sameLang } of judgments.get(id) ?? []) {
        expect(lang in (byId.get(doc)?.title ?? {}), `${id} ${doc}`).toBe(sameLang);
      }
    }
  });

  it('calls cross what no record in the language of the query answers', () => {
    for (const { id, kind } of queries) {
      const best = (judgments.get(id) ?? []).filter(({ grade }) => grade > USEFUL);
      if (kind === 'cross')
        expect(
          best.filter(({ sameLang }) => sameLang),
          id,
        ).toEqual([]);
    }
  });

  it('holds all languages and at least four queries of each kind; no query stands twice', () => {
    const languages = Map.groupBy(queries, ({ lang }) => lang);
    const kinds = Map.groupBy(queries, ({ kind }) => kind);

    expect([...languages.keys()].toSorted()).toEqual(['ar', 'ary', 'en', 'fr', 'zgh']);
    for (const some of languages.values()) expect(some.length).toBeGreaterThanOrEqual(20);
    expect(kinds.size).toBe(21);
    for (const [kind, some] of kinds) expect(some.length, kind).toBeGreaterThanOrEqual(4);
    expect(new Set(queries.map(({ lang, text }) => `${lang} ${text}`)).size).toBe(queries.length);
  });

  it('falls into halves of about the same size', () => {
    const dev = queries.filter(({ id }) => halfOf(id) === 'dev').length;

    expect(Math.abs(dev / queries.length - 0.5)).toBeLessThan(0.05);
  });
});
