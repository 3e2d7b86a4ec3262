import { openRunnerWith, type RunnerBounds } from './open-runner-with.ts';
import { openPythonEngine, type PythonOptions } from './python/python-engine.ts';
import type { Runner } from './runner.ts';
import { startNodeThread } from './thread/node-thread.ts';

/** Says how a runner works. */
export interface RunnerOptions extends RunnerBounds {
  /** How Python programs are run. */
  readonly python?: PythonOptions;
}

/**
 * Opens a runner with threads of Node.
 *
 * @example
 * const runner = openRunner();
 * const outcome = await runner.run(program, { number: '18' });
 * await runner.close();
 */
export function openRunner(options: RunnerOptions = {}): Runner {
  const python = openPythonEngine(options.python);
  return openRunnerWith(() => startNodeThread(python), options);
}
