import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Is what a server has used so far. */
export interface Usage {
  /** User and system time of all its threads. */
  readonly cpuMicroseconds: number;
  readonly residentBytes: number;
}

/** Is a server under measurement, in a process of its own. */
export interface ChildServer {
  readonly url: string;
  usage(): Promise<Usage>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** Says how a server is started. */
export interface ChildServerOptions {
  /** Arguments of node: the program and its own arguments. */
  readonly args: readonly string[];
  /** Folder that takes its log. */
  readonly folder: string;
  /** Its address, where that is known before; else it prints `{"url": …}` as its first line. */
  readonly url?: string;
  /** Path that answers 200 when it is ready. */
  readonly readyPath: string;
}

const PROBE = new URL('probe.mjs', import.meta.url).href;
const PATIENCE_MS = 60_000;

/** Starts a server and waits until it is ready. Its output goes into files, as a service's would. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const output = join(options.folder, `server-${crypto.randomUUID()}.log`);
  const [out, err] = [openSync(output, 'w'), openSync(`${output}.err`, 'w')];
  const child = spawn(process.execPath, ['--import', PROBE, ...options.args], {
    cwd: options.folder,
    env: { PATH: process.env['PATH'], HOME: options.folder, NODE_ENV: 'production' },
    stdio: ['ignore', out, err, 'ipc'],
  });
  closeSync(out);
  closeSync(err);
  const stop = () => stopChild(child);
  try {
    const url = options.url ?? (await poll(child, () => urlIn(output)));
    await poll(child, () => isReady(url + options.readyPath));
    return { url, usage: () => askUsage(child), stop };
  } catch (error) {
    await stop();
    throw new Error(`a server did not start: ${readFileSync(`${output}.err`, 'utf8').slice(0, 2000)}`, {
      cause: error,
    });
  }
}

/** Gives the path of a program that lies beside this file. */
export const besideThis = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function poll<T>(child: ChildProcess, attempt: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`it ended with exit code ${child.exitCode}`);
    const found = await attempt();
    if (found !== undefined) return found;
    await wait(2);
  }
  throw new Error(`it was not ready after ${PATIENCE_MS} ms`);
}

function urlIn(file: string): string | undefined {
  const text = readFileSync(file, 'utf8');
  const end = text.indexOf('\n');
  return end < 0 ? undefined : (JSON.parse(text.slice(0, end)) as { url: string }).url;
}

async function isReady(url: string): Promise<true | undefined> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status === 200 ? true : undefined;
  } catch {
    return undefined;
  }
}

async function askUsage(child: ChildProcess): Promise<Usage> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  // Some servers tell their parent more than they were asked for: only an answer counts.
  const answer = new Promise<Usage>((resolve, reject) => {
    const listen = (message: Partial<Usage>) => {
      if (message.cpuMicroseconds === undefined || message.residentBytes === undefined) return;
      child.off('message', listen);
      resolve(message as Usage);
    };
    child.on('message', listen);
    signal.addEventListener('abort', () => reject(new Error('a server did not tell what it used')));
  });
  child.send('usage');
  return answer;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(force);
}
