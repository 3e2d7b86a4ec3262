import { checkRelease, describeFinding, type Admission, type Finding } from '@national-forge/admission';
import { ProblemError, type ProblemCode, type ProblemItem } from '@national-forge/api';
import type { FileEntry } from '@national-forge/archive';
import type { Locale, Manifest } from '@national-forge/manifest';

import type { ReleaseFacts } from '../../ports.ts';
import type { Deps } from '../deps.ts';
import type { StandingRelease } from './admit.ts';
import { judgeDependencies, type DependencyFault } from './dependencies.ts';
import type { InspectedRelease } from './inspect.ts';
import { assertStates, type SignedRelease } from './signed-release.ts';
import { labelOf, type ReleaseRequest } from './upload.ts';

declare const stage: unique symbol;

interface Judged {
  readonly [stage]: 'judged';
}

/** Is a release that may be recorded, or one that stands already with the same content. */
export type JudgedRelease =
  | (Judged & { readonly kind: 'standing'; readonly facts: ReleaseFacts })
  | (Judged & {
      readonly kind: 'new';
      readonly request: ReleaseRequest;
      readonly signed: SignedRelease;
      readonly manifest: Manifest;
      readonly digests: {
        readonly manifest: string;
        readonly contract: string | null;
        readonly vectors: string | null;
      };
      readonly files: readonly FileEntry[];
      /** What does not hinder the publish but should be known. */
      readonly warnings: (locale: Locale) => ProblemItem[];
    });

/** Passes on a release that stands already; its publisher gets its receipt again. */
export function standing({ facts }: StandingRelease): JudgedRelease {
  return { kind: 'standing', facts } as unknown as JudgedRelease;
}

/**
 * Judges a release: the checks of admission, its name and version in the manifest, the access it declares, whether what
 * it depends on exists, and whether the signed statement says of manifest, contract and vectors what is in the archive.
 * Throws `ProblemError` `name-mismatch`, `statement-mismatch`, or `secret-found`, `access-unsupported`, `release-refused`,
 * each with all faults of the release.
 */
export async function judge(
  deps: Pick<Deps, 'catalogue' | 'documents' | 'names' | 'checks'>,
  inspected: InspectedRelease,
): Promise<JudgedRelease> {
  const { request, together } = inspected.admitted;
  const admission = await checkRelease(inspected.release, { worker: deps.checks });
  assertManifestName(request, admission.manifest);
  const dependencies = await judgeDependencies(deps, admission.manifest?.dependencies ?? {}, together);
  const items = itemsOf(labelOf(request), admission.findings, dependencies);
  const code = refusal(admission, dependencies);
  if (code !== undefined) throw refused(code, { request, admission, items });
  return accepted(inspected, admission, items);
}

// A manifest that cannot be read has no name; its faults are told instead.
function assertManifestName({ name, version }: ReleaseRequest, manifest: Manifest | undefined): void {
  const actual = manifest && labelOf(manifest);
  if (actual === undefined || actual === labelOf({ name, version })) return;
  throw new ProblemError('name-mismatch', { name, version, actual });
}

type Items = (locale: Locale) => ProblemItem[];

function itemsOf(release: string, findings: readonly Finding[], faults: readonly DependencyFault[]): Items {
  return (locale) => [
    ...findings.map((finding) => findingItem(finding, locale, release)),
    ...faults.map((fault) => ({ ...fault.describe(locale), release })),
  ];
}

function findingItem(finding: Finding, locale: Locale, release: string): ProblemItem {
  const { message, remedy } = describeFinding(finding, locale);
  const { code, severity, file, line, column, pointer } = finding;
  return {
    code,
    message,
    hint: remedy,
    severity,
    release,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(pointer !== undefined && { pointer }),
  };
}

function refusal({ manifest, findings }: Admission, faults: readonly DependencyFault[]): ProblemCode | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code === 'secret-found' || code === 'token-found')) return 'secret-found';
  if (manifest && manifest.access !== 'open') return 'access-unsupported';
  const isRefused = errors.length > 0 || faults.some(({ severity }) => severity === 'error');
  return isRefused || manifest === undefined ? 'release-refused' : undefined;
}

function refused(
  code: ProblemCode,
  refusedOne: { readonly request: ReleaseRequest; readonly admission: Admission; readonly items: Items },
): ProblemError {
  const { request, admission, items } = refusedOne;
  const { name, version } = request;
  const count = items('en').filter(({ severity }) => severity === 'error').length;
  const access = admission.manifest?.access ?? '';
  return new ProblemError(code, { name, version, count, access }, { items });
}

function accepted({ admitted, release }: InspectedRelease, admission: Admission, warnings: Items): JudgedRelease {
  const { manifest, manifestDigest, contractDigest, vectorsDigest } = admission;
  if (manifest === undefined || manifestDigest === undefined) throw new TypeError('an accepted release has a manifest');
  const digests = { manifest: manifestDigest, contract: contractDigest ?? null, vectors: vectorsDigest ?? null };
  const { request, signed } = admitted;
  assertStates(request, signed.statement, digests);
  return {
    kind: 'new',
    request,
    signed,
    manifest,
    digests,
    files: release.files,
    warnings,
  } as unknown as JudgedRelease;
}
