// Installs projects and tells what of it was verification; run in a process of its own (worker.ts).
import { Session } from 'node:inspector/promises';

import { addRequirements, install, openClient } from '@national-forge/client';

import { costOf } from '../cost.ts';
import { serveTasks } from './worker.ts';

interface Folders {
  readonly folder: string;
  readonly cache: string;
  readonly trust: string;
}

/** Tells what installations cost, each, and what of it was verification. */
interface Installed {
  readonly cpuMs: number;
  /** CPU of the thread while a frame of verification was on its stack, in milliseconds. */
  readonly verifyCpuMs: number;
}

const TASKS = {
  /** Adds algorithms to a project, online: makes the lock, fills the cache, remembers log and agency. */
  add: async ({ registry, names, ...folders }: Folders & { registry: string; names: readonly string[] }) => {
    const client = openClient({ registry });
    try {
      await addRequirements({ ...folders, client }, names);
    } finally {
      await client.close();
    }
  },
  /** Installs the lock as it stands from the cache: once, and then some times one after the other. */
  install: async ({ times, ...folders }: Folders & { readonly times: number }) => ({
    first: await installTimes(folders, 1),
    warm: await installTimes(folders, times),
  }),
};

/** Is what this worker does. */
export type InstallTasks = typeof TASKS;

serveTasks(TASKS);

const INTERVAL_MICROSECONDS = 100;

async function installTimes(folders: Folders, times: number): Promise<Installed> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROSECONDS });
  await session.post('Profiler.start');
  const before = process.threadCpuUsage();
  const { cpuMs } = await costOf(async () => {
    for (let time = 0; time < times; time += 1) await install({ ...folders, locked: true });
  });
  const { user, system } = process.threadCpuUsage(before);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { cpuMs: cpuMs / times, verifyCpuMs: (verifyShare(profile) * (user + system)) / 1000 / times };
}

/** The files in which a release is proved: the client's trust, the proof in its cache, and all of the verifier. */
const VERIFICATION = /packages\/(?:transparency\/src\/|client\/src\/(?:trust\/|install\/prove-lock\.|cache\/proofs\.))/;

interface Frame {
  readonly functionName: string;
  readonly url: string;
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Frame;
    readonly children?: readonly number[] | undefined;
  }[];
  readonly samples?: readonly number[] | undefined;
  readonly timeDeltas?: readonly number[] | undefined;
}

/** Gives the share of the busy time in which a frame of verification was on the stack. */
function verifyShare({ nodes, samples = [], timeDeltas = [] }: Profile): number {
  const apart = new Set(nodes.filter(({ callFrame }) => isApart(callFrame)).map(({ id }) => id));
  const verifying = verifyingNodes(nodes);
  const time = { busy: 0, verifying: 0 };
  for (const [at, id] of samples.entries()) {
    const delta = apart.has(id) ? 0 : (timeDeltas[at] ?? 0);
    time.busy += delta;
    if (verifying.has(id)) time.verifying += delta;
  }
  if (time.verifying === 0) throw new Error('no verification was seen: its files have moved, or nothing was verified');
  return time.verifying / time.busy;
}

/** Waiting, and the work of the profiler itself. */
const isApart = ({ functionName, url }: Frame): boolean => functionName === '(idle)' || url === 'node:inspector';

/** Gives the nodes in whose stack there is a frame of verification. A parent stands before its children. */
function verifyingNodes(nodes: Profile['nodes']): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { id, callFrame, children = [] } of nodes) {
    if (VERIFICATION.test(callFrame.url)) found.add(id);
    if (found.has(id)) for (const child of children) found.add(child);
  }
  return found;
}
