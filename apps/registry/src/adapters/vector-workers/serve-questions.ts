import type { Runner, VectorFailure } from '@national-forge/runner';

import type { FailedRun, VectorReport } from '../../ports.ts';
import { ACTUAL_BYTES, TEXT, type Answer, type Question } from './messages.ts';

/** Says what answering needs. */
export interface QuestionDeps {
  readonly runner: Runner;
  /** Gives the milliseconds of processor time that this process has used, its threads included. */
  readonly cpuMs: () => number;
}

/** Answers one question of the server. */
export async function answerQuestion(deps: QuestionDeps, question: Question): Promise<Answer> {
  try {
    return { report: await runTask(deps, question) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Vectors between two looks at the processor time. */
const SLICE = 8;

/** Ends early: who fails often, or has used up the time of the release, is refused anyway, and others wait. */
async function runTask({ runner, cpuMs }: QuestionDeps, { task, limits }: Question): Promise<VectorReport> {
  const start = cpuMs();
  const failed: FailedRun[] = [];
  const tell = createTeller();
  const total = task.vectors.length;
  const end = (ended: VectorReport['ended']): VectorReport => ({ runner: runner.version, ended, total, failed });
  // Names may repeat among the vectors of several versions: here a place is a name.
  const named = task.vectors.map((vector, index) => ({ ...vector, name: String(index) }));
  for (let from = 0; from < total; from += SLICE) {
    if (cpuMs() - start > limits.cpuMs) return end('budget');
    const options = { limits: limits.run, maxFailures: limits.failures - failed.length };
    const report = await runner.replay(task.program, named.slice(from, from + SLICE), options);
    failed.push(...report.failed.map(tell));
    if (failed.length >= limits.failures) return end('failures');
  }
  return end('complete');
}

/** Makes what writes failures down within bounds: an output may be a mebibyte, and twenty are too many to send. */
function createTeller(): (failure: VectorFailure) => FailedRun {
  let left = ACTUAL_BYTES.all;
  return ({ name, code, actual, pointer, message }) => {
    const bytes = actual === undefined ? Infinity : Buffer.byteLength(JSON.stringify(actual));
    const isShown = bytes <= Math.min(ACTUAL_BYTES.one, left);
    if (isShown) left -= bytes;
    return {
      index: Number(name),
      code,
      ...(isShown && actual !== undefined && { actual }),
      ...(pointer !== undefined && pointer.length <= TEXT && { pointer }),
      message: message.slice(0, TEXT),
    };
  };
}
