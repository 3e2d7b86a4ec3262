// The program of a thread that runs algorithms. It is a file of its own in the build too: see thread/node-thread.ts.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';

import type { PythonLine } from './python/python-port.ts';
import { openPython } from './python/python-sandbox.ts';
import type { Job, Word } from './thread/job.ts';
import { quickjsFile } from './thread/quickjs-file.ts';
import { serveRuns } from './thread/serve-runs.ts';
import { wasm } from './wasm/webassembly.ts';

async function main(): Promise<void> {
  if (parentPort === null) throw new Error('the runner works in a thread only');
  const port = parentPort;
  const say = (word: Word): void => port.postMessage(word);
  const { python } = workerData as { readonly python: PythonLine };
  const listen = serveRuns({
    quickjs: new wasm.Module(await readFile(quickjsFile())),
    openPython: (program, limits) => openPython(program, limits, python),
    clock: threadCpuMs,
    say,
  });
  port.on('message', (job: Job) => listen(job));
  say({ kind: 'ready' });
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

await main();
