import { describe, expect, it } from 'vitest';

import { findRegion, regions } from './regions.ts';
import { findSector, sectors } from './sectors.ts';

describe('regions', () => {
  it('are the country and the twelve of ISO 3166-2:MA since 2015', () => {
    const codes = Array.from({ length: 12 }, (_, index) => `MA-${String(index + 1).padStart(2, '0')}`);

    expect(regions.map((region) => region.code)).toEqual(['MA', ...codes]);
    expect(findRegion('MA-04')?.name.fr).toBe('Rabat-Salé-Kénitra');
    expect(findRegion('MA-13')).toBeUndefined();
  });

  it('have names in Arabic, French and English, and say that no Amazigh name is official', () => {
    for (const { name, zghOfficial } of regions) {
      expect(name.ar).toMatch(/^[\p{Script=Arabic} -]+$/u);
      expect(name.fr).toMatch(/^[\p{Script=Latin} ’-]+$/u);
      expect(name.en).toMatch(/^[\p{Script=Latin} ’-]+$/u);
      if (name.zgh !== undefined) expect(name.zgh).toMatch(/^[\p{Script=Tifinagh} -]+$/u);
      expect(zghOfficial).toBe(false);
    }
  });
});

describe('sectors', () => {
  it('are the 24 of the publiccode.yml scope list, by code, with names in three languages', () => {
    const codes = sectors.map((sector) => sector.code);

    expect(codes).toHaveLength(24);
    expect(codes).toEqual(codes.toSorted());
    for (const { name } of sectors) expect(Object.keys(name)).toEqual(['ar', 'fr', 'en']);
    expect(findSector('healthcare')?.name.ar).toBe('الصحة');
    expect(findSector('health')).toBeUndefined();
  });
});
