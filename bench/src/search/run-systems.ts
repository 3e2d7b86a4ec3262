import { join } from 'node:path';

import type { MeasuredRecord } from '@national-forge/registry/bench';

import { DEPTH } from './metrics/scores.ts';
import type { SearchSystem } from './systems/system.ts';
import { SYSTEMS, type SystemName } from './systems/systems.ts';

/** Is what a system answered, and how long it took. */
export interface SystemRun {
  readonly system: SystemName;
  /** Best ten ids of each query, in the order of the queries. */
  readonly rankings: readonly (readonly string[])[];
  /** Time on the clock of each query in each round, milliseconds. */
  readonly latencies: readonly number[];
  /** CPU of this process for one query, milliseconds, by round. */
  readonly cpuMs: readonly number[];
}

/** Is what systems are asked, and about which records. */
export interface Asked {
  readonly records: readonly MeasuredRecord[];
  readonly texts: readonly string[];
}

/** Says where systems may write and how often each query is asked for its time. */
export interface RunOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly rounds: number;
}

/** Opens every system on the records and asks it every query; the systems take turns, round after round. */
export function runSystems({ records, texts }: Asked, { folder, rounds }: RunOptions): readonly SystemRun[] {
  const names = Object.keys(SYSTEMS) as SystemName[];
  const open = names.map((name) => ({ name, system: SYSTEMS[name]({ records, file: join(folder, `${name}.db`) }) }));
  try {
    // The first round warms caches and compiled code; its answers count, its times do not.
    const runs = open.map(({ name, system }) => {
      const rankings = texts.map((text) => system.search(text, DEPTH));
      return { system: name, rankings, latencies: [] as number[], cpuMs: [] as number[] };
    });
    for (let round = 0; round < rounds; round += 1) {
      open.forEach(({ system }, index) => {
        const { latencies, cpuMs } = askAll(system, texts);
        runs[index]?.latencies.push(...latencies);
        runs[index]?.cpuMs.push(cpuMs);
      });
    }
    return runs;
  } finally {
    for (const { system } of open) system.close();
  }
}

function askAll(system: SearchSystem, texts: readonly string[]) {
  const cpu = process.cpuUsage();
  const latencies = texts.map((text) => {
    const begin = performance.now();
    system.search(text, DEPTH);
    return performance.now() - begin;
  });
  const { user, system: kernel } = process.cpuUsage(cpu);
  return { latencies, cpuMs: (user + kernel) / 1000 / texts.length };
}
