import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ROOT } from '../verbs/program.ts';
import { plantTree, type Tree } from '../walls/tree.ts';
import { run } from './child.mjs';

describe('a program', () => {
  const evaluate = (code: string): ReturnType<typeof run> => run(process.execPath, ['--eval', code], { quiet: true });

  it('passes its exit code on', async () => {
    expect(await evaluate('process.exit(7)')).toEqual({ code: 7, output: '' });
  });

  it('ended by a signal ends with 128 and its number', async () => {
    expect(await evaluate("process.kill(process.pid, 'SIGTERM')")).toMatchObject({ code: 143 });
  });

  it('that does not exist is an error', async () => {
    await expect(run('no-such-program', [], { quiet: true })).rejects.toThrow('ENOENT');
  });
});

/** A server that notes its pid and counts the SIGTERMs it gets before it ends. */
const SERVER = `
  let signals = 0;
  process.on('SIGTERM', () => {
    fs.writeFileSync('stopped', String(++signals));
    setTimeout(() => process.exit(0), 50);
  });
  setInterval(() => {}, 1000);
  fs.writeFileSync('pid', String(process.pid));`;

/** What `npm start` starts: the runner, which starts the server. */
const RUNNER = `
  import { run } from ${JSON.stringify(join(ROOT, 'scripts/run/child.mjs'))};
  const { code } = await run(process.execPath, ['--eval', ${JSON.stringify(SERVER)}], { ownGroup: true, cwd: process.cwd() });
  process.exit(code);`;

describe.skipIf(process.platform === 'win32')('a server', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = plantTree({ 'runner.mjs': RUNNER });
  });
  afterEach(() => {
    const pid = pidOfServer();
    if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL');
    tree.remove();
  });

  const isThere = (file: string): boolean => existsSync(join(tree.folder, file)) && tree.read(file) !== '';
  const pidOfServer = (): number | undefined => (isThere('pid') ? Number(tree.read('pid')) : undefined);

  async function startServer(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<ChildProcess> {
    const { npm_lifecycle_event: _outer, ...own } = process.env;
    const child = spawn(command, args, { cwd: tree.folder, env: { ...own, ...env }, stdio: 'ignore' });
    await until(() => isThere('pid'));
    return child;
  }

  const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('close', resolve));

  async function expectStopped(): Promise<void> {
    await until(() => isThere('stopped'));
    await until(() => !isAlive(pidOfServer() ?? 0));
  }

  it('is stopped by one SIGTERM when the runner gets one, and its exit code is the runner’s', async () => {
    const runner = await startServer(process.execPath, ['runner.mjs']);
    const end = ended(runner);

    runner.kill('SIGTERM');

    expect(await end).toBe(0);
    expect(tree.read('stopped')).toBe('1');
  });

  const npm = { npm_lifecycle_event: 'start' };
  // `; true` keeps the shell from replacing itself by the runner.
  const shell = [`'${process.execPath}' runner.mjs; true`];

  it('is stopped when npm’s shell is gone, which passes no signal on', async () => {
    const parent = await startServer('sh', ['-c', ...shell], npm);

    parent.kill('SIGTERM');

    await expectStopped();
  });

  it.runIf(existsSync('/proc/self/stat'))('is stopped when npm is killed and leaves its shell behind', async () => {
    const grandparent = await startServer('sh', ['-c', `sh -c "${shell[0] ?? ''}"; true`], npm);

    grandparent.kill('SIGKILL');

    await expectStopped();
  });

  it('outlives the terminal it was started from when npm is not there', async () => {
    const parent = await startServer('sh', ['-c', ...shell]);
    const end = ended(parent);

    parent.kill('SIGKILL');
    await end;
    await new Promise((resolve) => setTimeout(resolve, 700));

    expect(isThere('stopped')).toBe(false);
    expect(isAlive(pidOfServer() ?? 0)).toBe(true);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
