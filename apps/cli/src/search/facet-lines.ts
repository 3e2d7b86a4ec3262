import type { SearchPage } from '@national-forge/api';

import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import { text } from '../texts/texts.ts';

/** How many values of a facet are shown. */
const SHOWN = 5;

/** Lists what a search can be narrowed by, as the options are called: what all hits have in common narrows nothing. */
export function facetLines(io: Io, { facets, total }: SearchPage): readonly string[] {
  const lines = Object.entries(facets)
    .filter(([, counts]) => counts.some(({ count }) => count !== total))
    .map(([facet, counts]) => {
      const shown = counts.slice(0, SHOWN).map(({ value, count }) => `${value} (${count})`);
      return `  ${facet}: ${printable(shown.join(', '))}${counts.length > SHOWN ? ', …' : ''}`;
    });
  return lines.length === 0 ? [] : [text(io.locale, 'search.narrow'), ...lines];
}
