import { run } from '../run/child.mjs';
import { program, ROOT, start } from './program.ts';

// Renews every committed generated file: each workspace that owns one has a script `generate` in its package.json;
// the surfaces of the packages are snapshots of a test. A test of each owner compares what is committed.
async function main(): Promise<number> {
  const shell = process.platform === 'win32';
  const owners = await run('pnpm', ['-r', '--if-present', 'run', 'generate'], { cwd: ROOT, shell });
  if (owners.code !== 0) return owners.code;
  const surfaces = await start(program('vitest'), ['run', '--project', 'scripts', 'scripts/surface', '--update']);
  return surfaces.code;
}

process.exitCode = await main();
