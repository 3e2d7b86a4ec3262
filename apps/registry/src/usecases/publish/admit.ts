import { ProblemError, type ProblemItem } from '@national-forge/api';
import { isReservedName } from '@national-forge/manifest';

import type { ReleaseFacts } from '../../ports.ts';
import { assertAlgorithm } from '../accounts/rights.ts';
import type { Deps } from '../deps.ts';
import { assertAgencyNotMoved, assertNotMoved } from '../moved-name.ts';
import { nameParams } from '../stored-document.ts';
import { checkSigned, type SignedRelease } from './signed-release.ts';
import { labelOf, type ReleaseRequest, type Upload } from './upload.ts';

declare const stage: unique symbol;

interface AdmittedStage {
  readonly [stage]: 'admitted';
}

/** Is a release that stands already with the same content: nothing is left to do but to give its receipt again. */
export type StandingRelease = AdmittedStage & { readonly kind: 'standing'; readonly facts: ReleaseFacts };

/** Is one release that its publisher may publish under this name, and that its agency has signed. */
export type NewRelease = AdmittedStage & {
  readonly kind: 'new';
  readonly request: ReleaseRequest;
  readonly signed: SignedRelease;
  /** Names published in the same request, on which this one may depend. */
  readonly together: ReadonlySet<string>;
};

/** Is one release of an upload that was let in. */
export type AdmittedRelease = StandingRelease | NewRelease;

/** Is a request whose publisher may publish all of it. */
export interface Admitted {
  readonly [stage]: 'admitted';
  readonly upload: Upload;
  readonly releases: readonly AdmittedRelease[];
}

type AdmitDeps = Pick<Deps, 'catalogue' | 'names' | 'limits' | 'agencyStates' | 'log' | 'clock'>;

/**
 * Admits an upload: rights of the token, names, limits, whether a version is taken, and the signatures. No byte of an
 * archive is read before, so that nobody makes the registry work for what it would refuse anyway.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`, `agency-unknown`, `agency-moved`,
 * `algorithm-moved`, `name-reserved`, `version-taken`,
 * `release-tombstoned`, `body-too-large`, `request-invalid`, `agency-keyless`, `signature-invalid`, `threshold-unmet`,
 * `statement-mismatch`.
 */
export async function admit(deps: AdmitDeps, upload: Upload): Promise<Admitted> {
  const { releases } = upload.request;
  assertDistinct(releases);
  for (const release of releases) {
    assertNotMoved(deps, release.name);
    assertAgencyNotMoved(deps, nameParams(release.name).agency);
    assertAlgorithm(upload.account.token, release.name);
    assertNames(release);
    assertSize(release, deps.limits.archiveBytes);
  }
  await assertAgencyExists(deps, releases);
  const together = new Set(releases.map(({ name }) => name));
  const standing = await Promise.all(releases.map((release) => findStanding(deps, release)));
  const admitted: object[] = [];
  for (const [index, request] of releases.entries()) {
    const facts = standing[index];
    // Who publishes the same again need not sign again: what stands was signed, and its receipt is public.
    if (facts !== undefined) admitted.push({ kind: 'standing', facts });
    else admitted.push({ kind: 'new', request, signed: await checkSigned(deps, request), together });
  }
  return { upload, releases: admitted } as unknown as Admitted;
}

function assertDistinct(releases: readonly ReleaseRequest[]): void {
  const groups = Map.groupBy(releases, labelOf);
  const twice = [...groups].filter(([, group]) => group.length > 1).map(([label]) => label);
  if (twice.length === 0) return;
  const items = twice.map((label): ProblemItem => ({ code: 'duplicate', message: `${label} × 2`, release: label }));
  throw new ProblemError('request-invalid', { reason: twice.join(', ') }, { items: () => items });
}

function assertNames({ name: full }: ReleaseRequest): void {
  const { agency, name } = nameParams(full);
  if (isReservedName(agency, 'agency') || isReservedName(name, 'algorithm')) {
    throw new ProblemError('name-reserved', { name: full });
  }
}

function assertSize({ archive }: ReleaseRequest, limit: number): void {
  if (archive.size > limit) throw new ProblemError('body-too-large', { limit });
}

async function assertAgencyExists(deps: Pick<Deps, 'catalogue'>, releases: readonly ReleaseRequest[]): Promise<void> {
  for (const agency of new Set(releases.map(({ name }) => nameParams(name).agency))) {
    if (!(await deps.catalogue.hasAgency(agency))) throw new ProblemError('agency-unknown', { agency });
  }
}

async function findStanding(
  { catalogue }: Pick<Deps, 'catalogue'>,
  { name, version, releaseDigest }: ReleaseRequest,
): Promise<ReleaseFacts | undefined> {
  const standing = await catalogue.findRelease({ name, version });
  if (standing === undefined) return undefined;
  if (standing.tombstone !== null) {
    throw new ProblemError('release-tombstoned', { name, version, reference: standing.tombstone.reference });
  }
  if (standing.releaseDigest === releaseDigest) return standing;
  const params = { name, version, existing: standing.releaseDigest, offered: releaseDigest };
  throw new ProblemError('version-taken', params);
}
