import type { VersionJudgement } from '@national-forge/admission';
import type { ProblemItem, Verdict } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import { isStable, lineOf, type VersionContent } from '@national-forge/versioning';

import type { ReleaseRow, VersionBindings } from '../../ports.ts';
import { openStoredRelease, readContent, type StoredDeps } from '../content/stored-release.ts';
import type { Deps } from '../deps.ts';
import type { Batch } from './batch.ts';
import { adviceOf, assertHonest, notJudged } from './bump-problem.ts';
import { judgeAmong } from './judge-among.ts';
import type { SignedWaiver } from './signed-waiver.ts';
import type { Trial } from './vectors/trial.ts';
import { verdictOf } from './verdict.ts';

/** Is a release whose number is to be judged. */
export interface NumberedRelease {
  readonly candidate: VersionContent;
  /** Runs it, or a published version of its algorithm, on vectors of others. */
  readonly replay: Trial['replay'];
  readonly waiver: SignedWaiver | undefined;
  /** What the same request publishes of the same algorithm, and was judged before. */
  readonly batch: Batch;
}

/** Is an honest number, with what the registry says about it. */
export interface JudgedNumber {
  readonly verdict: Verdict;
  readonly revision: ReleaseRow['revision'];
  /** What of a pre-release would be refused of a stable version. */
  readonly advice: (locale: Locale) => ProblemItem[];
}

type NumberDeps = StoredDeps & Pick<Deps, 'catalogue' | 'checks'>;

/**
 * Judges the number of a version by the published ones beside it and the vectors of its line, as the command line does. Costs by
 * these, whatever the number of versions.
 * Throws `ProblemError` `bump-too-small`, `waiver-mismatch`; `release-refused` when it could not be judged within the limits.
 */
export async function judgeNumber(deps: NumberDeps, release: NumberedRelease): Promise<JudgedNumber> {
  const { candidate, batch, waiver } = release;
  const { name, version } = candidate.manifest;
  const bindings = await findBindings(deps, candidate);
  batch.noteRevision(bindings.revision);
  const judgement = await judge(deps, release, bindings);
  if (!judgement.judged) throw notJudged(candidate.manifest, judgement.findings);
  const compareAs = (other: string) => compareUnder(deps, release, other);
  const number = { name, version, ...judgement, batch, waiver, compareAs };
  await assertHonest(deps, number);
  return {
    verdict: verdictOf(number, waiver),
    // A pre-release promises nothing that others could change.
    revision: isStable(version) ? (batch.revision ?? null) : 'any',
    advice: await adviceOf(deps, number),
  };
}

const findBindings = ({ catalogue }: NumberDeps, { manifest: { name, version } }: VersionContent) =>
  catalogue.findBindings({ name, version, line: lineOf(version) });

const judge = (deps: NumberDeps, release: NumberedRelease, bindings: VersionBindings): Promise<VersionJudgement> =>
  judgeAmong({
    candidate: release.candidate,
    bindings,
    together: release.batch.published,
    load: (other) => load(deps, release, other),
    replay: release.replay,
    worker: deps.checks,
  });

/** Compares a release as if it had another number: the same files, run as before. */
async function compareUnder(deps: NumberDeps, release: NumberedRelease, version: string) {
  const { candidate } = release;
  const { manifest } = candidate;
  const renamed = { ...candidate, manifest: { ...manifest, version } } as VersionContent;
  const replay: Trial['replay'] = (other, vectors) =>
    release.replay(other === version ? manifest.version : other, vectors);
  const judgement = await judge(deps, { ...release, candidate: renamed, replay }, await findBindings(deps, renamed));
  return judgement.judged ? judgement : undefined;
}

async function load(
  deps: NumberDeps,
  { candidate, batch }: NumberedRelease,
  version: string,
): Promise<VersionContent | undefined> {
  const together = batch.load(version);
  if (together !== undefined) return together;
  const stored = openStoredRelease(deps, { name: candidate.manifest.name, version });
  return stored && readContent(deps, stored);
}
