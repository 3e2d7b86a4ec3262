import { openRunnerWith, type RunnerBounds } from './open-runner-with.ts';
import type { Program } from './program.ts';
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
  const runner = openRunnerWith(() => startNodeThread(python), options);
  return {
    ...runner,
    replay: async (program, vectors, how) => {
      const report = await runner.replay(program, vectors, how);
      const version = usesPython(program) ? await python.version() : undefined;
      return version === undefined ? report : { ...report, runner: `${report.runner} ${version}` };
    },
  };
}

/** Python is of the machine, not of this package: what vectors gave with it is told together with its version. */
function usesPython(program: Program, seen = new Set<Program>()): boolean {
  if (seen.has(program)) return false;
  seen.add(program);
  return program.engine === 'python' || Object.values(program.dependencies).some((one) => usesPython(one, seen));
}
