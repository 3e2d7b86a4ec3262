import { ProblemError } from '@national-forge/api';
import type { Manifest } from '@national-forge/manifest';
import {
  civilDate,
  isValidAt,
  resolveSet,
  VersioningError,
  type Candidate,
  type CandidateSource,
  type ResolvedRelease,
} from '@national-forge/versioning';

import type { Deps } from '../../deps.ts';
import { STEP_LIMIT, toProblem } from '../../resolve.ts';
import { openTrail } from '../../trail.ts';
import type { KnownRelease } from './known-release.ts';

/** Is what an asker is answered: `by` is `root` or `agency/name@version`. */
export interface Answers {
  readonly releases: readonly ResolvedRelease[];
  /** Finds what answers a dependency; the name may be an old one. */
  find(by: string, name: string, range: string): ResolvedRelease | undefined;
}

/**
 * Resolves what a release depends on as a project would that installs it: among what is published and what is published
 * together with it, for the date at which its vectors are run. What its vectors ran with before is kept where it is known.
 * Throws `ProblemError` `no-version`, `algorithm-unknown`, `resolve-conflict` and the like.
 */
export async function resolveDependencies(
  deps: Pick<Deps, 'catalogue' | 'names' | 'clock'>,
  release: KnownRelease,
  together: readonly KnownRelease[],
): Promise<Answers> {
  const { presentName } = openTrail(deps.names);
  const at = runDate(release.manifest, civilDate(deps.clock.now()));
  const requirements = { ...release.manifest.dependencies };
  const locked = Object.keys(release.locked).length > 0 ? release.locked : undefined;
  const source = openSource(deps, together);
  try {
    const { releases } = await resolveSet({ requirements, source, at, locked, presentName, stepLimit: STEP_LIMIT });
    return { releases, find: (by, name, range) => findAnswer(releases, { by, name: presentName(name), range }) };
  } catch (error) {
    if (!(error instanceof VersioningError)) throw error;
    throw toProblem(error, { at, removed: undefined });
  }
}

/**
 * Chooses the civil date for which dependencies are taken: today, as for whoever runs the release on the day it is
 * published; a rule that does not apply today is run as on the first day on which it does.
 */
function runDate({ validity }: Pick<Manifest, 'validity'>, today: string): string {
  return validity === undefined || isValidAt(validity, today) ? today : validity.from;
}

function openSource({ catalogue }: Pick<Deps, 'catalogue'>, together: readonly KnownRelease[]): CandidateSource {
  return {
    async candidates(name) {
      const own = together.filter((one) => one.name === name).map(toCandidate);
      const stored = await catalogue.listReleases(name);
      if (stored === undefined) return own.length > 0 ? own : undefined;
      const isOwn = (version: string): boolean => own.some((one) => one.version === version);
      const rest = stored.filter(({ tombstone, version }) => tombstone === null && !isOwn(version));
      return [
        ...own,
        ...rest.map(({ version, validity, yanked, dependencies }) => ({
          ...{ version, yanked, dependencies },
          validity: validity ?? undefined,
        })),
      ];
    },
    channel: (name, tag) => catalogue.findChannel(name, tag),
  };
}

const toCandidate = ({ version, manifest: { validity, dependencies } }: KnownRelease): Candidate => ({
  version,
  validity,
  yanked: false,
  dependencies: { ...dependencies },
});

function findAnswer(
  releases: readonly ResolvedRelease[],
  { by, name, range }: { readonly by: string; readonly name: string; readonly range: string },
): ResolvedRelease | undefined {
  return releases.find(
    (one) => one.name === name && one.requiredBy.some((ask) => ask.by === by && ask.range === range),
  );
}

/** Tells that the dependencies of a release cannot be brought together. */
export const isUnresolved = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && UNRESOLVED.has(error.code);

const UNRESOLVED: ReadonlySet<string> = new Set([
  'algorithm-unknown',
  'channel-unknown',
  'no-version',
  'range-invalid',
  'resolve-conflict',
]);
