import { ProblemError } from '@national-forge/api';
import { compareVersions } from '@national-forge/versioning';

import type { Admitted, AdmittedRelease, NewRelease } from './admit.ts';
import { openBatch } from './batch.ts';
import { inspect } from './inspect.ts';
import { judge, standing } from './judge.ts';
import type { JudgedRelease } from './judged.ts';
import type { PublishDeps } from './publish-deps.ts';

type Outcomes = Map<AdmittedRelease, PromiseSettledResult<JudgedRelease>>;

/**
 * Inspects and judges every release of a request, so that the publisher learns all faults at once. Versions of one algorithm
 * come in SemVer order, each compared with those before it as if they were published; different algorithms at once.
 */
export async function judgeAll(deps: PublishDeps, { releases }: Admitted): Promise<readonly JudgedRelease[]> {
  const outcomes: Outcomes = new Map();
  const fresh = releases.filter((release) => release.kind === 'new');
  const groups = Map.groupBy(fresh, ({ request }) => request.name);
  await Promise.all(Array.from(groups.values(), (group) => judgeGroup(deps, group, outcomes)));
  const results = releases.map((release) => (release.kind === 'standing' ? passed(release) : outcomes.get(release)));
  const failures = results.flatMap((result) => (result?.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0) throw together(failures);
  return results.flatMap((result) => (result?.status === 'fulfilled' ? [result.value] : []));
}

const passed = (release: Extract<AdmittedRelease, { kind: 'standing' }>) =>
  ({ status: 'fulfilled', value: standing(release) }) as const;

async function judgeGroup(deps: PublishDeps, group: readonly NewRelease[], outcomes: Outcomes): Promise<void> {
  const batch = openBatch(deps);
  const ascending = group.toSorted((a, b) => compareVersions(a.request.version, b.request.version));
  for (const release of ascending) {
    try {
      // The files kept for the checks are let go with each release: a batch costs no more memory than its widest gate.
      const value = await deps.inspections.run(async () => judge(deps, await inspect(deps, release), batch));
      batch.add(release, value);
      outcomes.set(release, { status: 'fulfilled', value });
    } catch (reason) {
      outcomes.set(release, { status: 'rejected', reason });
    }
  }
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
