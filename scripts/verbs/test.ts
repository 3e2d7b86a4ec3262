import { rmSync } from 'node:fs';

import { startChecks } from './check.ts';
import { program, start } from './program.ts';

// `npm test`                        checks, then all tests
// `npm test -- packages/manifest`   the tests of one part, no checks
// Further arguments (`-t`, `--coverage`, a file) go to vitest.
const RESULTS = '.cache/test-results.json';

const isOption = (arg: string): boolean => arg.startsWith('-');

/** Names the vitest project of `packages/manifest`, `packages/manifest/src/names.test.ts`, `e2e` … */
function projectOf(part: string): string {
  const [parent = '', name] = part.replace(/^\.\//, '').replace(/\/+$/, '').split('/');
  return (parent === 'packages' || parent === 'apps') && name ? `${parent}/${name}` : parent;
}

function vitestArguments(args: readonly string[]): readonly string[] {
  const part =
    args[0] === undefined || isOption(args[0]) ? undefined : args[0].replace(/^\.\//, '').replace(/\/+$/, '');
  if (part === undefined) return args;
  const project = projectOf(part);
  const filter = part === project ? [] : [part];
  return ['--project', project, ...filter, ...args.slice(1)];
}

async function main(args: readonly string[]): Promise<number> {
  rmSync(RESULTS, { force: true });
  const checks = args.every(isOption) ? startChecks() : undefined;
  // A person mends the checks first; a CI run answers once, so it tells all it can, and leaves no core without work.
  if (process.env['CI']) await checks?.coreIsFree;
  else if (checks && !(await checks.hold)) return 1;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const { code } = await start(program('vitest'), ['run', ...reporters, ...vitestArguments(args)]);
  const hold = (await checks?.hold) ?? true;
  if (!hold) console.log('Checks beside the tests failed: see above.');
  return hold ? code : code || 1;
}

process.exitCode = await main(process.argv.slice(2));
