import register from '../data/sectors.json' with { type: 'json' };

import type { LanguageMap } from './languages.ts';

/** Describes a sector of public life in which an algorithm is used. */
export interface Sector {
  readonly code: string;
  readonly name: LanguageMap;
}

/** Lists the sectors, by code: the scope list of publiccode.yml (data/sectors.json names the source). */
export const sectors: readonly Sector[] = register.sectors;

/** Finds a sector by its code. */
export function findSector(code: string): Sector | undefined {
  return sectors.find((sector) => sector.code === code);
}
