import { ProblemError } from '@national-forge/api';
import { compareVersions } from '@national-forge/versioning';

import { nameParams } from '../stored-document.ts';
import type { Admitted, AdmittedRelease, NewRelease } from './admit.ts';
import { openBatch } from './batch.ts';
import { inspect } from './inspect.ts';
import { check, judge, standing, type CheckedRelease } from './judge.ts';
import type { JudgedRelease } from './judged.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { KnownRelease } from './vectors/known-release.ts';

type Settled<T> = ReadonlyMap<AdmittedRelease, PromiseSettledResult<T>>;

interface CheckedOne {
  readonly admitted: NewRelease;
  readonly checked: CheckedRelease;
}

/**
 * Inspects, checks and judges every release of a request, so that the publisher learns all faults at once: those of the files
 * first, and when there is none those of what is promised. Versions of one algorithm come in SemVer order, each compared with
 * those before it as if they were published; different algorithms at once.
 */
export async function judgeAll(deps: PublishDeps, { releases }: Admitted): Promise<readonly JudgedRelease[]> {
  const fresh = releases.filter((release) => release.kind === 'new');
  const checked = all(await Promise.allSettled(fresh.map((release) => checkOne(deps, release))));
  const known = checked.map(({ checked: { release } }) => release);
  const groups = Map.groupBy(checked, ({ admitted: { request } }) => request.name);
  const outcomes = await Promise.all(Array.from(groups.values(), (group) => judgeGroup(deps, group, known)));
  const judged = new Map(outcomes.flatMap((group) => [...group]));
  const results = releases.map((release) => (release.kind === 'standing' ? passed(release) : judged.get(release)));
  return all(results.filter((result) => result !== undefined));
}

const passed = (release: Extract<AdmittedRelease, { kind: 'standing' }>) =>
  ({ status: 'fulfilled', value: standing(release) }) as const;

async function checkOne(deps: PublishDeps, admitted: NewRelease): Promise<CheckedOne> {
  // The files kept for the checks are let go with each release: a batch costs no more memory than its widest gate.
  const checked = await deps.inspections.run(async () => check(deps, await inspect(deps, admitted)));
  return { admitted, checked };
}

/** Each in the turn of its agency, so that whatever one agency publishes, another one waits for little of it. */
async function judgeGroup(
  deps: PublishDeps,
  group: readonly CheckedOne[],
  together: readonly KnownRelease[],
): Promise<Settled<JudgedRelease>> {
  const batch = openBatch(deps);
  const outcomes = new Map<AdmittedRelease, PromiseSettledResult<JudgedRelease>>();
  const ascending = group.toSorted((a, b) => compareVersions(a.checked.release.version, b.checked.release.version));
  for (const { admitted, checked } of ascending) {
    try {
      const { agency } = nameParams(checked.release.name);
      const value = await deps.vectors.inTurn(agency, (turn) => judge(deps, checked, { turn, together, batch }));
      batch.add(admitted, value);
      outcomes.set(admitted, { status: 'fulfilled', value });
    } catch (reason) {
      outcomes.set(admitted, { status: 'rejected', reason });
    }
  }
  return outcomes;
}

/** Gives all results, or one error with the faults of all. */
function all<T>(results: readonly PromiseSettledResult<T>[]): readonly T[] {
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
    changes: problems.flatMap((problem) => problem.changes),
    cause: first,
  });
}
