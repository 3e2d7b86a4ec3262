import type { BoundVector } from '@national-forge/admission';
import { isClientError } from '@national-forge/client';
import type { FailedVector } from '@national-forge/versioning';
import type { Program, ReplayReport, Runner, RunFaultCode, RunVector, VectorFailure } from '@national-forge/runner';

import { EXIT } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import type { ProgramLoader } from './program-loader.ts';
import type { ProgramSource } from './program-source.ts';

/** Says why a program was not run: nothing is run by its engine, its engine is not here, or something that it needs. */
export type NotRun = 'engine-none' | 'engine-missing' | 'program-incomplete';

/** Is a program that was not run here. */
export interface Unrun {
  readonly run: false;
  readonly reason: NotRun;
}

/** Says what came of running a program on vectors. */
export type Replayed =
  | { readonly run: true; readonly total: number; readonly failed: readonly FailedVector[] }
  | { readonly run: false; readonly total: number; readonly reason: NotRun };

/** Runs programs on vectors in sandboxes; the runner starts with the first. */
export interface Replayer {
  /** Runs a program on vectors, as `nforge test` does. */
  test(source: ProgramSource, vectors: readonly RunVector[]): Promise<{ run: true; report: ReplayReport } | Unrun>;
  /** Runs a program on vectors that other versions promised. */
  replay(source: ProgramSource, vectors: readonly BoundVector[]): Promise<Replayed>;
  close(): Promise<void>;
}

/** Opens what runs programs on vectors. */
export function openReplayer(
  loader: Pick<ProgramLoader<ProgramSource>, 'program'>,
  open: () => Promise<Runner>,
): Replayer {
  let opened: Promise<Runner> | undefined;
  const test: Replayer['test'] = async (source, vectors) => {
    if (source.manifest.runtime.engine === 'none') return { run: false, reason: 'engine-none' };
    const program = await findProgram(loader, source);
    if (program === undefined) return { run: false, reason: 'program-incomplete' };
    const report = await (await (opened ??= open())).replay(program, vectors);
    const isOurs = report.failed.length > 0 && report.failed.every(({ code }) => OURS.has(code));
    return isOurs ? { run: false, reason: 'engine-missing' } : { run: true, report };
  };
  return {
    test,
    replay: async (source, vectors) => {
      const total = vectors.length;
      if (total === 0) return { run: true, total, failed: [] };
      // Vectors of several versions may have one name.
      const numbered = vectors.map((vector, index) => ({ ...vector, name: String(index) }));
      const tested = await test(source, numbered);
      if (!tested.run) return { run: false, total, reason: tested.reason };
      const failed = tested.report.failed.filter(({ code }) => !OURS.has(code));
      return { run: true, total, failed: failed.flatMap((failure) => failedVector(failure, vectors)) };
    },
    close: async () => {
      await (await opened)?.close();
    },
  };
}

/** Lists faults that are of this computer, and say nothing of the program. */
const OURS: ReadonlySet<VectorFailure['code']> = new Set<RunFaultCode>(['engine-missing', 'host-failed']);

/** What it calls may be nowhere yet, or go together no more: whoever publishes hears that from the registry. */
async function findProgram(
  loader: Pick<ProgramLoader<ProgramSource>, 'program'>,
  source: ProgramSource,
): Promise<Program | undefined> {
  return loader.program(source).catch((error: unknown) => {
    const isCircle = error instanceof UsageError && error.key === 'run.circle';
    const isUnresolved = isClientError(error) && (error.exit === EXIT.notFound || error.exit === EXIT.conflict);
    if (isCircle || isUnresolved) return undefined;
    throw error;
  });
}

function failedVector({ name: index, code, actual }: VectorFailure, vectors: readonly BoundVector[]): FailedVector[] {
  const vector = vectors[Number(index)];
  if (vector === undefined) return [];
  const { version, name, input, output: expected } = vector;
  const outcome = code === 'differs' && actual !== undefined ? { actual } : { error: code };
  return [{ version, name, input, expected, outcome }];
}
