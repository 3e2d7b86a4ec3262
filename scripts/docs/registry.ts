import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { ROOT } from '../verbs/program.ts';

/** A registry of its own process, as `npm start` runs it. */
export interface RunningRegistry {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** Stops it and waits for its end. */
  stop(): Promise<void>;
}

/** Starts the built registry on a free port of loopback with an empty data folder and the examples of a folder; resolves when it prints its address. */
export async function startRegistry(data: string, examples: string): Promise<RunningRegistry> {
  const words = [join(ROOT, 'apps/registry/dist/main.js'), 'start', '--demo', examples];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], NFORGE_DATA: data, PORT: '0', NO_COLOR: '1', LANG: 'en_US.UTF-8' },
  });
  const ended = new Promise<void>((resolve) => child.once('close', resolve));
  const host = await printedHost(child);
  return {
    host,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function printedHost(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const host = /http:\/\/(127\.0\.0\.1:[1-9]\d*)/.exec(text)?.[1];
      if (host) resolve(host);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('close', () => {
      reject(new Error(`The registry ended before it was ready:\n${text}`));
    });
  });
}
