import { join } from 'node:path';

import type { LogTasks } from '../children/log-worker.ts';
import { startRegistry } from '../children/registry.ts';
import { startWorker, type Worker } from '../children/worker.ts';
import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { figuresOfGrowth, type Growth } from './log-growth.ts';
import { measureReads } from './log-reads.ts';
import { measureProofs, publishProved, type Proved } from './proof-sizes.ts';

const DATA = 'log';

/** Measures the log at several lengths: files that prove a release, reads beside bare node:http, appending and proving. */
export async function measureLog(folder: string, scale: Scale): Promise<Section> {
  const dataDir = join(folder, DATA);
  const proved = await publishProved(folder, DATA);
  const worker = startWorker<LogTasks>('log-worker.ts');
  const figures: Figure[] = [];
  const growth: Growth[] = [];
  try {
    for (const size of scale.leaves) {
      await worker.call('fill', { dataDir, size });
      figures.push(...(await measureServed(folder, scale, { size, proved })));
      growth.push({ size, ...(await grow(worker, scale, dataDir)) });
    }
    return { title: 'Log', method: METHOD, figures: [...figures, ...figuresOfGrowth(growth)] };
  } finally {
    await worker.stop();
  }
}

const METHOD = `One log, made longer and longer by leaves that nothing else follows from. Proof files are those that the registry serves
(\`.tlog-proof\`) for releases at the beginning of the log, whose path is the longest, in the newest tree: they hold
leaf, path, checkpoint, statement, signatures and the agency's state, with the public keys. "Key added since": the file holds the newer
state and its path too. Reads are measured on the longest log as the metadata are: CPU time of the server process for one request beside \`node:http\`
with a Map that answers the same bytes with their type, length and ETag. Tiles lie in memory like metadata; inclusion and consistency
ask for many places in turn, and ours computes each proof from the stored hashes. Appending is commits of 8 leaves, each with its hashes and a
signed checkpoint, durable; proving is the path alone, as the registry does it: one statement for the hashes that are not remembered; CPU of a process that does nothing else, and how it grows
from the shortest log to the longest.`;

async function measureServed(
  folder: string,
  scale: Scale,
  { size, proved }: { readonly size: number; readonly proved: readonly Proved[] },
): Promise<readonly Figure[]> {
  const server = await startRegistry(folder, DATA);
  try {
    const sizes = await measureProofs(server, proved, size);
    return size === scale.leaves.at(-1) ? [...sizes, ...(await measureReads(folder, server, { scale, size }))] : sizes;
  } finally {
    await server.stop();
  }
}

function grow(worker: Worker<LogTasks>, scale: Scale, dataDir: string) {
  // Few leaves: the shortest log is to stay short.
  const amounts = scale.name === 'tiny' ? { leaves: 16, proofs: 16 } : { leaves: 32, proofs: 256 };
  return worker.call('grow', { dataDir, rounds: scale.rounds, ...amounts });
}
