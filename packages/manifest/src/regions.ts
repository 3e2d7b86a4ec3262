import register from '../data/regions.json' with { type: 'json' };

import type { LanguageMap } from './languages.ts';

/** Describes a region of Morocco, or with the code `MA` the whole country. */
export interface Region {
  /** ISO 3166-2 code, `MA-01` to `MA-12`, or `MA`. */
  readonly code: string;
  readonly name: LanguageMap;
  /** Is false where the Amazigh name is a spelling found in use, not an official one. */
  readonly zghOfficial: boolean;
}

/** Lists `MA` and the twelve regions, by code (data/regions.json names the sources). */
export const regions: readonly Region[] = register.regions;

/** Finds a region by its code. */
export function findRegion(code: string): Region | undefined {
  return regions.find((region) => region.code === code);
}
