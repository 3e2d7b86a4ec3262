import type { VectorResult } from '@national-forge/api';

import type { VectorRuns } from '../../ports.ts';
import { nameParams } from '../stored-document.ts';
import type { JudgedRelease } from './judge.ts';
import { settleAll } from './settle-all.ts';
import type { KnownRelease } from './vectors/known-release.ts';
import { openTrial, type TrialDeps } from './vectors/trial.ts';

declare const stage: unique symbol;

type NewlyJudged = Extract<JudgedRelease, { kind: 'new' }>;
type Standing = Extract<JudgedRelease, { kind: 'standing' }>;

/** Is a release that has kept its vectors, or one that stands already. */
export type TriedRelease =
  Standing | (NewlyJudged & { readonly [stage]: 'tried'; readonly vectorResult: VectorResult });

/** Says what trying releases out needs. */
export type TryOutDeps = Omit<TrialDeps, 'vectors'> & { readonly vectors: VectorRuns };

/**
 * Tries releases out: runs their vectors away from this process, each in the turn of its agency. Nothing of a release is in
 * memory while it waits.
 * Throws `ProblemError` `vectors-failed`, `busy`, `shutting-down`.
 */
export async function tryOut(deps: TryOutDeps, judged: readonly JudgedRelease[]): Promise<readonly TriedRelease[]> {
  const fresh = judged.filter((release): release is NewlyJudged => release.kind === 'new');
  const known = new Map(fresh.map((release) => [release, toKnown(release)]));
  const together = [...known.values()];
  return settleAll(
    judged.map(async (release): Promise<TriedRelease> => {
      const own = release.kind === 'new' ? known.get(release) : undefined;
      if (release.kind === 'standing' || own === undefined) return release as Standing;
      const { agency } = nameParams(own.name);
      const vectorResult = await deps.vectors.inTurn(agency, (turn) =>
        openTrial(deps, turn, { release: own, together }).runOwn(),
      );
      return { ...release, vectorResult } as TriedRelease;
    }),
  );
}

function toKnown({ request, manifest, files }: NewlyJudged): KnownRelease {
  const { name, version, releaseDigest, archive } = request;
  return { name, version, releaseDigest, archive: archive.digest, manifest, files, locked: {} };
}
