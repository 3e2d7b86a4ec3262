import { parseArgs } from 'node:util';

import { growthSection, GROWTH_SEED } from '../measure/search-growth.ts';
import { sectionText } from '../report/performance-page.ts';
import { SCALES } from '../scale.ts';
import { openWorkplace } from '../workplace.ts';
import { figuresOfGrowth } from './growth/growth-figures.ts';
import { measureGrowth } from './growth/measure-growth.ts';

const USAGE = `Usage: npm run bench -- search-growth [--sizes 10000,100000] [--in-memory N] [--queries N] [--rounds N] [--corpus FILE] [--json]

Fills the registry's index and MiniSearch with so many records, generated or those of a file (JSON lines as in
bench/data/search/docs.jsonl), and measures every class of queries. MiniSearch is left out beyond --in-memory records.`;

/** Runs `search-growth`; gives the exit code. */
export async function runSearchGrowth(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const workplace = openWorkplace();
  try {
    const steps = await measureGrowth({ ...options, folder: workplace.folder, seed: GROWTH_SEED });
    const section = growthSection(figuresOfGrowth(steps));
    console.log(options.json ? JSON.stringify(section) : sectionText(section));
    return 0;
  } finally {
    workplace.remove();
  }
}

function optionsOf(args: readonly string[]) {
  const values = valuesOf(args);
  if (values === undefined || values.help === true) return undefined;
  const sizes = values.sizes.split(',').map(Number);
  const [mostInMemory = NaN, queries = NaN, rounds = NaN] = [values['in-memory'], values.queries, values.rounds].map(
    Number,
  );
  if (![...sizes, mostInMemory, queries, rounds].every((number) => Number.isInteger(number) && number > 0))
    return undefined;
  return { sizes, mostInMemory, queries, rounds, corpus: values.corpus, json: values.json };
}

function valuesOf(args: readonly string[]) {
  const number = (standard: number) => ({ type: 'string', default: `${standard}` }) as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ sizes: { type: 'string', default: SCALES.quick.records.join(',') }, corpus: { type: 'string' } },
        ...{
          'in-memory': number(SCALES.full.recordsInMemory),
          queries: number(SCALES.full.searches),
          rounds: number(5),
        },
        ...{ json: { type: 'boolean', default: false }, help: { type: 'boolean' } },
      },
    }).values;
  } catch {
    return undefined;
  }
}
