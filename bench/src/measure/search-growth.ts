import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { figuresOfGrowth } from '../search/growth/growth-figures.ts';
import { measureGrowth } from '../search/growth/measure-growth.ts';

/** The same records and queries each time. */
export const GROWTH_SEED = 2026;

/** Measures what search costs as the catalogue grows, beside MiniSearch. */
export async function measureSearchGrowth(folder: string, scale: Scale): Promise<Section> {
  const place = join(folder, 'search-growth');
  mkdirSync(place);
  const { records: sizes, recordsInMemory: mostInMemory, searches: queries, rounds } = scale;
  const steps = await measureGrowth({ folder: place, sizes, mostInMemory, queries, rounds, seed: GROWTH_SEED });
  return growthSection(figuresOfGrowth(steps));
}

/** Makes the section of these figures. */
export const growthSection = (figures: Section['figures']): Section => ({
  title: 'Search as the catalogue grows',
  method: METHOD,
  figures,
});

const METHOD = `Records made from the labels of the national lexicon, whose frequencies follow Zipf's law, with names and numbers that no
lexicon has; the same in each run. The registry's index is filled through its own door in commits of 4,096 records by one
process and served by another from the file; MiniSearch holds everything in its process. Making the records is not counted. Both
are asked in turns, ten hits a query, on one thread; the first round is not counted, p50, p95 and p99 are those of all queries of a class
in a round. Memory is what the process has grown by after all rounds and a full garbage collection. Postings are
counted by the index: they say what a query costs whatever the machine does beside it.
Classes: a rare word; one of the 40 commonest; two and three frequent words that stand together; two to four letters; one
edit; a phrase of two words; a common word in one sector with the values of all facets counted. MiniSearch has neither phrases
nor facets and is asked for the words.`;
