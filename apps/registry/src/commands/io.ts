import type { Clock } from '../ports.ts';

/** Is what a command may touch of the world; only `main.ts` touches `process`. */
export interface Io {
  /** Writes data, for programs: one JSON document with `--json`. */
  readonly stdout: (text: string) => void;
  /** Writes for people. */
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
}
