import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

import { at } from './paths.mjs';
import { RunError } from './report.mjs';

const WRONG_NODE = 78;
const OLDEST = [24, 11];

/** Tells whether a version such as `v24.21.0` is one the project runs on. */
export function isSuitable(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Tells whether Node comes with the dependencies on this platform (root `optionalDependencies`). */
function isNodeBrought(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && (arch === 'x64' || arch === 'arm64');
}

/** Refuses at once, before any download, where the own Node is too old and none will be brought. */
export function assertNodePossible(platform = process.platform, arch = process.arch, version = process.version) {
  if (isNodeBrought(platform, arch) || isSuitable(version)) return;
  throw new RunError(
    `Node ${OLDEST.join('.')} or newer is needed on ${platform}-${arch}; this is ${version}.\n` +
      'Install a current Node 24 (https://nodejs.org/en/download) and run the command again.',
    WRONG_NODE,
  );
}

/** Returns the folder of the Node that everything runs on: the brought one, else (musl, macOS, Windows) our own. */
export function nodeFolder() {
  const brought = at('node_modules', '.bin', 'node');
  if (existsSync(brought)) {
    const { stdout, status } = spawnSync(brought, ['--version'], { encoding: 'utf8' });
    if (status === 0 && isSuitable(stdout.trim())) return dirname(brought);
  }
  if (isSuitable(process.version)) return dirname(process.execPath);
  throw new RunError(
    `The Node that the project brings does not run here, and this one (${process.version}) is older than ` +
      `${OLDEST.join('.')}. Install a current Node 24 and run the command again.`,
    WRONG_NODE,
  );
}
