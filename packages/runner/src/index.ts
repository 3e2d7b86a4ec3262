export { DEFAULT_RUN_LIMITS, type RunLimits } from './limits.ts';
export { differenceOf, matchesExpected, type Tolerance } from './match.ts';
export { openRunner, type RunnerOptions } from './open-runner.ts';
export type { RunFault, RunFaultCode, RunOutcome, RunWarning } from './outcome.ts';
export { nameOf, type Json, type Program, type ProgramEngine, type Schema } from './program.ts';
export type { ReplayReport, RunVector, VectorFailure } from './replay.ts';
export { RunnerError } from './runner-error.ts';
export type { ReplayOptions, Runner } from './runner.ts';
export { RUNNER_VERSION } from './version.ts';
