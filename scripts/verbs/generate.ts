import { run } from '../run/child.mjs';
import { program, ROOT, start } from './program.ts';

// Renews every committed generated file. A file is owned either by a script `generate` of its workspace or by a test
// named `generated.test.ts` that compares it as a file snapshot; the surfaces of the packages are snapshots too.
// Whichever it is, a test of the owner fails when the committed file is not what would be generated.
async function main(): Promise<number> {
  const shell = process.platform === 'win32';
  const owners = await run('pnpm', ['-r', '--if-present', 'run', 'generate'], { cwd: ROOT, shell });
  if (owners.code !== 0) return owners.code;
  const snapshots = await start(program('vitest'), ['run', 'generated.test.ts', 'scripts/surface/', '--update']);
  return snapshots.code;
}

process.exitCode = await main();
