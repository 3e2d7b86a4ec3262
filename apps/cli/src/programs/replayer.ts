import type { BoundVector } from '@national-forge/admission';
import type { FailedVector } from '@national-forge/versioning';
import type { Program, Runner, RunFaultCode, VectorFailure } from '@national-forge/runner';

import { loadProgram, type ProgramMeans, type ProgramSource } from './load-program.ts';

/** Says what came of running a program on vectors. */
export type Replayed =
  | { readonly run: true; readonly total: number; readonly failed: readonly FailedVector[] }
  | { readonly run: false; readonly total: number; readonly reason: NotRun };

/** Says why a program was not run: nothing is run by its engine, its engine is not here, or something that it needs. */
export type NotRun = 'engine-none' | 'engine-missing' | 'program-incomplete';

/** Runs programs on vectors in sandboxes; the runner starts with the first. */
export interface Replayer {
  replay(source: ProgramSource, vectors: readonly BoundVector[]): Promise<Replayed>;
  close(): Promise<void>;
}

/** Opens what runs programs on vectors. */
export function openReplayer(means: ProgramMeans): Replayer {
  let opened: Promise<Runner> | undefined;
  const runner = (): Promise<Runner> => (opened ??= import('@national-forge/runner').then((room) => room.openRunner()));
  return {
    replay: async (source, vectors) => {
      const total = vectors.length;
      if (total === 0) return { run: true, total, failed: [] };
      if (source.manifest.runtime.engine === 'none') return { run: false, total, reason: 'engine-none' };
      const program = await loadProgram(source, means);
      if (program === undefined) return { run: false, total, reason: 'program-incomplete' };
      return replayWith(await runner(), program, vectors);
    },
    close: async () => {
      await (await opened)?.close();
    },
  };
}

/** Lists faults that are of this computer, and say nothing of the program. */
const OURS: ReadonlySet<VectorFailure['code']> = new Set<RunFaultCode>(['engine-missing', 'host-failed']);

async function replayWith(runner: Runner, program: Program, vectors: readonly BoundVector[]): Promise<Replayed> {
  // Vectors of several versions may have one name.
  const numbered = vectors.map((vector, index) => ({ ...vector, name: String(index) }));
  const { failed } = await runner.replay(program, numbered);
  if (failed.some(({ code }) => OURS.has(code))) return { run: false, total: vectors.length, reason: 'engine-missing' };
  return { run: true, total: vectors.length, failed: failed.flatMap((failure) => failedVector(failure, vectors)) };
}

function failedVector({ name: index, code, actual }: VectorFailure, vectors: readonly BoundVector[]): FailedVector[] {
  const vector = vectors[Number(index)];
  if (vector === undefined) return [];
  const { version, name, input, output: expected } = vector;
  const outcome = code === 'differs' && actual !== undefined ? { actual } : { error: code };
  return [{ version, name, input, expected, outcome }];
}
