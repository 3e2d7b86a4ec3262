import { ProblemError, type ProblemItem } from '@national-forge/api';
import { isReservedName } from '@national-forge/manifest';

import type { ReleaseFacts } from '../../ports.ts';
import { assertAlgorithm } from '../accounts/rights.ts';
import type { Deps } from '../deps.ts';
import { nameParams } from '../stored-document.ts';
import { labelOf, type ReleaseRequest, type Upload } from './upload.ts';

declare const stage: unique symbol;

/** Is one release that its publisher may publish under this name. */
export interface AdmittedRelease {
  readonly [stage]: 'admitted';
  readonly request: ReleaseRequest;
  /** The release that stands already with the same content: nothing is left to do but to give its receipt again. */
  readonly standing: ReleaseFacts | undefined;
  /** Names published in the same request, on which this one may depend. */
  readonly together: ReadonlySet<string>;
}

/** Is a request whose publisher may publish all of it. */
export interface Admitted {
  readonly [stage]: 'admitted';
  readonly upload: Upload;
  readonly releases: readonly AdmittedRelease[];
}

/**
 * Admits an upload: rights of the token, names, limits, and whether a version is taken. No byte of an archive is read
 * before, so that nobody makes the registry work for what it would refuse anyway.
 * Throws `ProblemError` `agency-forbidden`, `algorithm-forbidden`, `agency-unknown`, `name-reserved`, `version-taken`,
 * `body-too-large`, `request-invalid`.
 */
export async function admit(deps: Pick<Deps, 'catalogue' | 'limits'>, upload: Upload): Promise<Admitted> {
  const { releases } = upload.request;
  assertDistinct(releases);
  for (const release of releases) {
    assertAlgorithm(upload.account.token, release.name);
    assertNames(release);
    assertSize(release, deps.limits.archiveBytes);
  }
  await assertAgencyExists(deps, releases);
  const together = new Set(releases.map(({ name }) => name));
  const standing = await Promise.all(releases.map((release) => findStanding(deps, release)));
  const admitted = releases.map((request, index) => ({ request, standing: standing[index], together }));
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
  if (standing === undefined || standing.releaseDigest === releaseDigest) return standing;
  const params = { name, version, existing: standing.releaseDigest, offered: releaseDigest };
  throw new ProblemError('version-taken', params);
}
