import { ProblemError } from '@national-forge/api';

/**
 * Waits for every task, then gives all results or one error with the faults of all, so that the publisher learns them at
 * once. A fault of ours goes before those of the releases.
 */
export async function settleAll<T>(tasks: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(tasks);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0) throw together(failures);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

function together(failures: readonly unknown[]): unknown {
  const ours = failures.find((failure) => !(failure instanceof ProblemError) || failure.status >= 500);
  const [first] = failures;
  if (ours !== undefined || failures.length === 1 || !(first instanceof ProblemError)) return ours ?? first;
  const problems = failures.filter((failure) => failure instanceof ProblemError);
  return new ProblemError(first.code, first.params, {
    items: (locale) => problems.flatMap((problem) => problem.items(locale)),
    cause: first,
  });
}
