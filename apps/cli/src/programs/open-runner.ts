import type { Runner, RunnerOptions } from '@national-forge/runner';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { wants } from '../options.ts';
import { printable } from '../output.ts';

/**
 * Opens a runner of this computer. Python runs in a sandbox only, unless it is of a folder here and the person said
 * `--trust-local`; what is fetched never runs without one.
 */
export async function openRunnerHere(args: Arguments, io: Io, workers?: number): Promise<Runner> {
  const options: RunnerOptions = {
    ...(workers !== undefined && { workers }),
    python: {
      path: io.env.PATH,
      trustsOwn: wants(args, 'trust-local'),
      onPrint: (words) => io.err(printable(words)),
    },
  };
  if (io.threads !== undefined) return io.threads.runner(options);
  const { openRunner } = await import('@national-forge/runner');
  return openRunner(options);
}
