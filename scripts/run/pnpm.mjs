import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { run } from './child.mjs';
import { at, toolingFolder } from './paths.mjs';
import { RunError, say } from './report.mjs';

/**
 * Returns the folder to put on PATH for the pnpm that package.json names: the one brought before, none where PATH
 * has a pnpm 12, else a new one in .tooling. Linux gets pnpm's program alone, by the committed lock of
 * scripts/tooling (integrity pinned, no install script); other platforms the `pnpm` package, by its exact version.
 */
export async function pnpmFolder() {
  const specifier = readJson(at('package.json')).packageManager;
  const brought = broughtFolder(specifier);
  if (brought) return brought;
  if (answers()) return undefined;
  say(`Bringing ${specifier} into .tooling …`);
  mkdirSync(toolingFolder, { recursive: true });
  if (`@pnpm/${platformPackage()}` in readJson(at('scripts', 'tooling', 'package.json')).optionalDependencies) {
    for (const file of ['package.json', 'package-lock.json']) {
      copyFileSync(at('scripts', 'tooling', file), join(toolingFolder, file));
    }
    await npm(['ci', '--include=optional', '--ignore-scripts']);
  }
  // Also where the locked program does not run (musl).
  if (!broughtFolder(specifier))
    await npm(['install', '--no-save', '--no-package-lock', '--ignore-scripts=false', specifier]);
  const folder = broughtFolder(specifier);
  if (!folder) throw new RunError(`${specifier} was installed into .tooling, but does not run here.`);
  return folder;
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

const platformPackage = () => `exe.${process.platform}-${process.arch}`;

function broughtFolder(specifier) {
  const modules = join(toolingFolder, 'node_modules');
  const places = [
    { package: join(modules, '@pnpm', platformPackage()), folder: join(modules, '@pnpm', platformPackage()) },
    { package: join(modules, 'pnpm'), folder: join(modules, '.bin') },
  ];
  const isRight = (place) => {
    const file = join(place.package, 'package.json');
    return existsSync(file) && `pnpm@${readJson(file).version}` === specifier && answers(place.folder);
  };
  return places.find(isRight)?.folder;
}

/** Tells whether pnpm 12 runs, from a folder or from PATH. */
function answers(folder) {
  const shell = process.platform === 'win32';
  const command = folder ? join(folder, 'pnpm') : 'pnpm';
  const { stdout, status } = spawnSync(shell ? `"${command}"` : command, ['--version'], {
    cwd: at(),
    encoding: 'utf8',
    shell,
  });
  return status === 0 && /^12\./.test(stdout.trim());
}

async function npm(args) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const argv = [...args, '--prefix', toolingFolder, ...quiet];
  // Under `npm run` this is npm's own file; under `pnpm run` it is pnpm's.
  const script = process.env.npm_execpath;
  const options = { cwd: toolingFolder, quiet: true };
  const { code, output } =
    script && basename(script) === 'npm-cli.js'
      ? await run(process.execPath, [script, ...argv], options)
      : await run('npm', argv, { ...options, shell: process.platform === 'win32' });
  if (code !== 0) throw new RunError(`npm could not bring pnpm (is the package registry reachable?):\n${output}`, code);
}
