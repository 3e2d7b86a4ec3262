/** Is what work has cost this process. */
export interface Cost {
  /** User and system time of all threads, in milliseconds. */
  readonly cpuMs: number;
  /** Time on the clock, in milliseconds. */
  readonly ms: number;
}

/** Does work and tells what it cost. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await work();
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1000, ms };
}

/** Divides a cost among so many. */
export const each = ({ cpuMs, ms }: Cost, count: number): Cost => ({ cpuMs: cpuMs / count, ms: ms / count });
