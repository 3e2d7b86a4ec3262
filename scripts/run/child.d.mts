import type { SpawnOptions } from 'node:child_process';

/** How a program is run, beside what `spawn` takes. */
export interface RunOptions extends SpawnOptions {
  /** Starts it in its own process group, as a server should be: signals then come from us alone. */
  readonly ownGroup?: boolean;
  /** Collects stdout and stderr into `output` instead of passing them on. */
  readonly quiet?: boolean;
}

/** Runs a program until it ends; see child.mjs. */
export function run(
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<{ readonly code: number; readonly output: string }>;
