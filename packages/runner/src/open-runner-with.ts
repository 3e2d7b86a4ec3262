import type { RunEnd } from './execute.ts';
import { DEFAULT_RUN_LIMITS, type RunLimits } from './limits.ts';
import type { RunOutcome } from './outcome.ts';
import type { Json, Program } from './program.ts';
import { replayVectors } from './replay.ts';
import type { Runner } from './runner.ts';
import type { Thread } from './thread/thread.ts';
import { openRunWorker } from './thread/worker.ts';
import { RUNNER_VERSION } from './version.ts';

/** Bounds a runner and its runs. */
export interface RunnerBounds {
  /** How many runs may be under way at once, each in a thread of its own; 1 by default. */
  readonly workers?: number;
  /** Limits of every run that names no others. */
  readonly limits?: Partial<RunLimits>;
}

/** Opens a runner with threads of any kind. */
export function openRunnerWith(start: () => Thread, { workers = 1, limits = {} }: RunnerBounds): Runner {
  const lanes = Math.max(1, workers);
  const pool = Array.from({ length: lanes }, () => ({ worker: openRunWorker(start), waiting: 0 }));
  const execute: Execute = async ({ program, input, limits: own, slot }) => {
    const text = JSON.stringify(input) as string | undefined;
    if (text === undefined) return { ok: false, code: 'input-not-json', message: 'the input is no JSON', at: 'input' };
    const place = pool.reduce((least, one) => (one.waiting < least.waiting ? one : least));
    place.waiting++;
    const order = { program, input: text, limits: { ...DEFAULT_RUN_LIMITS, ...limits, ...own }, slot };
    return place.worker.run(order).finally(() => place.waiting--);
  };
  return {
    version: RUNNER_VERSION,
    run: async (program, input, own = {}) => outcomeOf(await execute({ program, input, limits: own, slot: 0 })),
    replay: (program, vectors, { limits: own = {}, maxFailures = Infinity } = {}) =>
      replayVectors(vectors, {
        lanes,
        maxFailures,
        run: (input, slot) => execute({ program, input, limits: own, slot }),
      }),
    close: async () => {
      await Promise.all(pool.map(({ worker }) => worker.close()));
    },
  };
}

type Execute = (job: {
  readonly program: Program;
  readonly input: Json;
  readonly limits: Partial<RunLimits>;
  readonly slot: number;
}) => Promise<RunEnd>;

function outcomeOf(end: RunEnd): RunOutcome {
  return end.ok ? { ok: true, output: JSON.parse(end.text) as Json, warnings: end.warnings } : end;
}
