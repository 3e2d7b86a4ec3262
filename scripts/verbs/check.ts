import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { program, ROOT, start } from './program.ts';

/** One check: what it is called and the tool that makes it. */
interface Check {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
}

// ESLint knows of its own configuration only: with other compiler options or other dependencies an old verdict is void.
const GROUND = ['tsconfig.json', 'pnpm-lock.yaml'];

function cached(name: string): readonly string[] {
  const ground = createHash('sha256');
  for (const file of GROUND) ground.update(readFileSync(join(ROOT, file)));
  return ['--cache', '--cache-location', `.cache/${name}-${ground.digest('hex').slice(0, 8)}`];
}

/** Lists the checks, the slow ones first: they share the cores best so. `npm run check` has built before. */
export function checks(): readonly Check[] {
  const folders = ['apps', 'packages', 'bench', 'e2e', 'scripts'];
  return [
    { name: 'lint', file: program('eslint'), args: ['--max-warnings=0', ...cached('eslint'), '.'] },
    { name: 'types', file: program('ts7', 'tsc'), args: ['-p', 'tsconfig.json'] },
    { name: 'unused code', file: program('knip'), args: ['--no-progress', '--no-config-hints'] },
    {
      name: 'folders',
      file: program('dependency-cruiser', 'depcruise'),
      args: ['--output-type', 'err-long', ...folders],
    },
    { name: 'format', file: program('prettier'), args: ['--check', '--log-level=warn', ...cached('prettier'), '.'] },
    { name: 'floors', file: program('turbo'), args: ['boundaries', '--no-color'] },
    { name: 'publishable', file: `${ROOT}/scripts/verbs/publishable.ts`, args: [] },
  ];
}

/** Is a run of the checks. */
export interface CheckRun {
  /** When no check waits any more and a core has nothing to do. */
  readonly coreIsFree: Promise<unknown>;
  /** Whether every one holds. */
  readonly hold: Promise<boolean>;
}

/** Starts all checks; each prints a line when it ends (and all its output when it fails). */
export function startChecks(list: readonly Check[] = checks()): CheckRun {
  const waiting = [...list];
  const failed: string[] = [];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await runCheck(check))) failed.push(check.name);
    }
  };
  const workers = Array.from({ length: Math.min(4, Math.max(2, availableParallelism())) }, worker);
  const hold = Promise.all(workers).then(() => {
    if (failed.length > 0)
      console.log(`${String(failed.length)} of ${String(list.length)} checks failed: ${failed.join(', ')}`);
    return failed.length === 0;
  });
  return { coreIsFree: Promise.race(workers), hold };
}

async function runCheck(check: Check): Promise<boolean> {
  const begin = performance.now();
  const { code, output } = await start(check.file, check.args, { quiet: true });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(
    code === 0 ? `ok      ${check.name} (${seconds} s)` : `FAILED  ${check.name} (${seconds} s)\n${output.trimEnd()}\n`,
  );
  return code === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await startChecks().hold) ? 0 : 1;
}
