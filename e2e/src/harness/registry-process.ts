import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { plainEnvironment } from './environment.ts';
import { REGISTRY_PROGRAM } from './paths.ts';
import type { Workshop } from './workshop.ts';

/** Says how a server process is started. */
export interface RegistryOptions {
  readonly dataDir: string;
  /** `serve` (default) or `start`. */
  readonly command?: 'serve' | 'start';
  /** 0 (default) takes any free port. */
  readonly port?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Is a server process that answers. */
export interface RegistryProcess {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to its first ready answer. */
  readonly startMs: number;
  stderr(): string;
  /** Asks it to end (SIGTERM) and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number>;
  /** Kills it as a power cut would, as far as a process can. */
  kill(): Promise<void>;
}

/** Limits far above what a test sends: the walks are not about rate limits. */
const GENEROUS = ['--rate-limits', '1000000,1000000,1000000,1000000'];
/** The very first start runs all vectors of the examples, in processes of the lowest priority: a busy machine lets it wait. */
const PATIENCE = 180_000;

/** Starts the built server on loopback and waits until `/readyz` says that requests are taken. */
export async function startRegistry(workshop: Workshop, options: RegistryOptions): Promise<RegistryProcess> {
  const began = performance.now();
  const child = spawnRegistry(workshop, options);
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'exit').then(([code]) => (code as number | null) ?? -1);
  const url = await announcedUrl(child, output);
  await ready(url, child);
  const end = async (signal: NodeJS.Signals): Promise<number> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return {
    url,
    port: Number(new URL(url).port),
    dataDir: options.dataDir,
    pid: child.pid ?? -1,
    startMs: performance.now() - began,
    stderr: () => output.stderr,
    stop: (signal = 'SIGTERM') => end(signal),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}

/** Spawns the built server without waiting for it; the workshop kills it at the end at the latest. */
export function spawnRegistry(workshop: Workshop, options: RegistryOptions): ChildProcess {
  const { command = 'serve', dataDir, port = 0, args = [], env = {} } = options;
  const words = [command, '--data', dataDir, '--port', String(port), '--log', 'warn', '--json', ...GENEROUS, ...args];
  const child = spawn(process.execPath, [REGISTRY_PROGRAM, ...words], {
    cwd: workshop.root,
    env: plainEnvironment(workshop.root, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  workshop.atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  });
  return child;
}

async function announcedUrl(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<string> {
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline) {
    const line = /^\{"url":.*\}$/m.exec(output.stdout)?.[0];
    if (line !== undefined) return (JSON.parse(line) as { url: string }).url;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await pause(10);
  }
  throw new Error(
    `the server did not say its address (exit ${String(child.exitCode)}): ${output.stdout}${output.stderr}`,
  );
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(10);
  }
  throw new Error(`${url}/readyz never said yes`);
}
