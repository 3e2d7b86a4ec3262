import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from './child.mjs';
import { at, toolingFolder } from './paths.mjs';
import { RunError, say } from './report.mjs';

const STAMP = join(toolingFolder, 'installed');

/** Installs the dependencies by the frozen lock file, unless nothing they depend on changed since the last time. */
export async function install(env) {
  const fingerprint = fingerprintOf(manifests());
  if (isInstalled(fingerprint)) return;
  say('Installing the dependencies by the lock file …');
  // Without a terminal pnpm would refuse to replace node_modules laid by an older pnpm.
  const args = ['install', '--frozen-lockfile', '--reporter=append-only', '--config.confirm-modules-purge=false'];
  const { code, output } = await run('pnpm', args, { env, quiet: true, shell: process.platform === 'win32' });
  if (code !== 0) throw new RunError(`pnpm install failed:\n${output}`, code);
  writeFileSync(STAMP, fingerprint);
}

function isInstalled(fingerprint) {
  if (!existsSync(at('node_modules', '.modules.yaml')) || !existsSync(STAMP)) return false;
  return readFileSync(STAMP, 'utf8') === fingerprint;
}

/** Lists the files that decide what is installed: lock file, workspace file, every workspace's package.json. */
function manifests() {
  const folders = ['packages', 'apps'].flatMap((parent) => readdirSync(at(parent)).map((name) => join(parent, name)));
  const workspaces = ['.', ...folders.sort(), 'bench', 'e2e'].map((folder) => join(folder, 'package.json'));
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...workspaces].filter((file) => existsSync(at(file)));
}

function fingerprintOf(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${at()}\n`);
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(at(file)));
  return hash.digest('hex');
}
