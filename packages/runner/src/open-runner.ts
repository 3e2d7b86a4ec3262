import { openRunnerWith, type RunnerOptions } from './open-runner-with.ts';
import type { Runner } from './runner.ts';
import { startNodeThread } from './thread/node-thread.ts';

/**
 * Opens a runner with threads of Node.
 *
 * @example
 * const runner = openRunner();
 * const outcome = await runner.run(program, { number: '18' });
 * await runner.close();
 */
export function openRunner(options: RunnerOptions = {}): Runner {
  return openRunnerWith(startNodeThread, options);
}
