import { execFile } from 'node:child_process';
import { access, constants, lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';

import type { PythonInstallation } from './python-installation.ts';
import { PYTHON_ENVIRONMENT, sandboxCommand, type Mount, type Sandbox } from './sandbox-command.ts';

/** Is a sandbox that works here, or why there is none. */
export type FoundSandbox = { readonly sandbox: Sandbox } | { readonly reason: string };

/** Says where to look for bubblewrap. */
export interface SandboxSearch {
  readonly path: string;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
}

/** Finds bubblewrap and proves that it can make a sandbox in which this Python starts. */
export async function findSandbox(python: PythonInstallation, search: SandboxSearch): Promise<FoundSandbox> {
  if (search.platform !== 'linux') return { reason: 'bubblewrap exists for Linux only' };
  const bwrap = await findProgram('bwrap', search.path);
  if (bwrap === undefined) return { reason: 'bubblewrap (bwrap) is not installed' };
  const mounts = await listMounts();
  const found = { bwrap, mounts, isRoot: search.isRoot };
  let reason = '';
  // An older bubblewrap, or one that is setuid, does not know how to forbid further namespaces.
  for (const forbidsNamespaces of [true, false]) {
    const sandbox = { ...found, forbidsNamespaces };
    const failure = await tryOut(sandbox, python);
    if (failure === undefined) return { sandbox };
    reason ||= failure;
  }
  return { reason };
}

async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(':').filter((one) => one.startsWith('/'))) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

/** Lists the folders with shared libraries; where /lib is a link into /usr, it is one in the sandbox too. */
async function listMounts(): Promise<readonly Mount[]> {
  const mounts: Mount[] = [];
  for (const path of ['/usr', '/lib', '/lib64', '/etc/ld.so.cache']) {
    const found = await lstat(path).catch(() => undefined);
    if (found?.isSymbolicLink() === true) mounts.push({ kind: 'link', path, target: await readlink(path) });
    else if (found !== undefined) mounts.push({ kind: 'folder', path });
  }
  return mounts;
}

/** Tells why no Python starts in a sandbox; undefined when one does. */
function tryOut(sandbox: Sandbox, python: PythonInstallation): Promise<string | undefined> {
  const { file, args, user } = sandboxCommand(sandbox, python, "import json, math; print('ready')");
  const identity = user === undefined ? {} : { uid: user, gid: user };
  const options = { env: PYTHON_ENVIRONMENT, cwd: '/', timeout: 20_000, maxBuffer: 65_536, ...identity };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null && stdout.trim() === 'ready') resolve(undefined);
      else resolve(stderr.trim().split('\n').at(-1) || error?.message || 'bubblewrap gave no answer');
    });
  });
}
