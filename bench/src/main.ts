import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { MEASUREMENTS } from './measure/measurements.ts';
import type { Section } from './report/figure.ts';
import { performancePage } from './report/performance-page.ts';
import { SCALES, type Scale } from './scale.ts';
import { runSearchGrowth } from './search/growth-command.ts';
import { runSearch } from './search/search-command.ts';
import { describeSurroundings } from './surroundings.ts';
import { openWorkplace } from './workplace.ts';

const PAGE = new URL('../../docs/performance.md', import.meta.url);

const USAGE = `Usage: npm run bench -- [--quick] [--only ${Object.keys(MEASUREMENTS).join(',')}]

       npm run bench -- search|search-growth --help

Measures everything and writes docs/performance.md; with --quick or --only it prints the page instead.`;

/** Lists what else can be asked for than the page. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  search: runSearch,
  'search-growth': runSearchGrowth,
};

/** Runs the measurements that the arguments name; gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const command = COMMANDS[args[0] ?? ''];
  if (command !== undefined) return command(args.slice(1));
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, help: { type: 'boolean' } },
  });
  const names = values.only?.split(',') ?? Object.keys(MEASUREMENTS);
  if (values.help || names.some((name) => MEASUREMENTS[name] === undefined)) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  const scale = values.quick ? SCALES.quick : SCALES.full;
  const sections = await measure(names, scale);
  const page = performancePage(sections, describeSurroundings(scale, new Date()));
  if (values.quick || values.only !== undefined) console.log(page);
  else writeFileSync(PAGE, page);
  return 0;
}

async function measure(names: readonly string[], scale: Scale): Promise<readonly Section[]> {
  const workplace = openWorkplace();
  const sections: Section[] = [];
  try {
    for (const name of names) {
      const begin = performance.now();
      const section = await MEASUREMENTS[name]?.(workplace.folder, scale);
      if (section) sections.push(section);
      console.error(`${name}: ${((performance.now() - begin) / 1000).toFixed(0)} s`);
    }
    return sections;
  } finally {
    workplace.remove();
  }
}

process.exitCode = await main(process.argv.slice(2));
