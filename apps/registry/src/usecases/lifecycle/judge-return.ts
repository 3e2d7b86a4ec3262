import { ProblemError, type ProblemItem, type ReleaseStatus } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import { isStable, isWaivable, lineOf, type BumpReason } from '@national-forge/versioning';

import type { ReleaseKey } from '../../ports.ts';
import { openStoredRelease, readContent } from '../content/stored-release.ts';
import { reasonItem } from '../publish/bump-problem.ts';
import { judgeAmong } from '../publish/judge-among.ts';
import { labelOf } from '../publish/upload.ts';
import { findPublished } from '../publish/vectors/known-release.ts';
import { openTrial, type TrialDeps } from '../publish/vectors/trial.ts';
import { judgedChanges } from '../publish/verdict.ts';
import type { Deps } from '../deps.ts';
import { getStatus, nameParams } from '../stored-document.ts';

type ReturnDeps = TrialDeps & Pick<Deps, 'catalogue' | 'checks'>;

/**
 * Judges whether a yanked version may be offered again: what was published while it was yanked was not compared with it, and
 * may not keep what it promises. Gives the revision at which that is so.
 * Throws `ProblemError` `unyank-refused`, `blob-damaged`, `busy`.
 */
export async function judgeReturn(deps: ReturnDeps, key: ReleaseKey): Promise<number | null> {
  const { name, version } = key;
  const bindings = await deps.catalogue.findBindings({ ...key, line: lineOf(version) });
  const stored = openStoredRelease(deps, key);
  const release = findPublished(deps, key);
  const isAlone = [bindings.below, bindings.above, bindings.vectors].every((some) => some.length === 0);
  if (!isStable(version) || isAlone || !stored || !release) return bindings.revision;
  const reasons = await deps.vectors.inTurn(nameParams(name).agency, async (turn) => {
    const trial = openTrial(deps, turn, { release, together: [] });
    const judgement = await judgeAmong({
      candidate: await readContent(deps, stored),
      ...{ bindings, together: [] },
      load: async (other) => {
        const found = openStoredRelease(deps, { name, version: other });
        return found && readContent(deps, found);
      },
      replay: (other, vectors) => trial.replay(other, vectors),
      worker: deps.checks,
    });
    if (!judgement.judged) throw new ProblemError('busy', { retryAfter: 60 });
    const { ok, reasons: found } = judgement.verdict;
    return ok ? [] : found.filter((reason) => !isWaived(deps, key, reason));
  });
  if (reasons.length > 0) throw refused(key, reasons);
  return bindings.revision;
}

/** What was waived once, by either of the two, stays so. */
function isWaived(deps: ReturnDeps, { name, version }: ReleaseKey, reason: BumpReason): boolean {
  const { against, rule } = reason;
  const hasWaived = (one: string, other: string): boolean => {
    const { waived } = JSON.parse(getStatus(deps, name, one).bytes.toString()) as ReleaseStatus;
    return waived?.waived.some((covered) => covered.against === other && covered.rule === rule) ?? false;
  };
  return isWaivable(reason) && (hasWaived(version, against) || hasWaived(against, version));
}

function refused({ name, version }: ReleaseKey, reasons: readonly BumpReason[]): ProblemError {
  const against = [...new Set(reasons.map((reason) => reason.against))].join(', ');
  const items = (locale: Locale) => reasons.map((reason): ProblemItem => reasonItem({ name, version }, reason, locale));
  const changes = judgedChanges(reasons, labelOf({ name, version }));
  return new ProblemError('unyank-refused', { name, version, against }, { items, changes });
}
