import { checkRelease, contentOf, describeFinding, type Admission, type Finding } from '@national-forge/admission';
import { ProblemError, type ProblemCode, type ProblemItem } from '@national-forge/api';
import type { Locale, Manifest } from '@national-forge/manifest';

import type { VectorTurn } from '../../ports.ts';
import type { Deps } from '../deps.ts';
import type { StandingRelease } from './admit.ts';
import type { Batch } from './batch.ts';
import { judgeDependencies, type DependencyFault } from './dependencies.ts';
import type { InspectedRelease } from './inspect.ts';
import type { JudgedRelease, NewlyJudged } from './judged.ts';
import { judgeNumber } from './judge-number.ts';
import { assertStates } from './signed-release.ts';
import { labelOf, type ReleaseRequest } from './upload.ts';
import { openUploaded, type KnownRelease } from './vectors/known-release.ts';
import { openTrial, type TrialDeps } from './vectors/trial.ts';

/** Passes on a release that stands already; its publisher gets its receipt again. */
export function standing({ facts }: StandingRelease): JudgedRelease {
  return { kind: 'standing', facts } as unknown as JudgedRelease;
}

declare const checked: unique symbol;

/** Is a release whose files are in order; whether it keeps what it and earlier versions promise is still open. */
export interface CheckedRelease {
  readonly [checked]: true;
  readonly facts: ReturnType<typeof factsOf>;
  readonly warnings: Items;
  readonly release: KnownRelease;
}

/**
 * Checks a release: the checks of admission, its name and version in the manifest, the access it declares, whether what
 * it depends on exists, whether the signed statement says of manifest, contract and vectors what is in the archive. What is
 * kept of it is little.
 * Throws `ProblemError` `name-mismatch`, `statement-mismatch`, or `secret-found`, `access-unsupported`, `release-refused`,
 * each with all faults of the release.
 */
export async function check(deps: CheckDeps, inspected: InspectedRelease): Promise<CheckedRelease> {
  const { request, together } = inspected.admitted;
  const admission = await checkRelease(inspected.release, { worker: deps.checks });
  assertManifestName(request, admission.manifest);
  const dependencies = await judgeDependencies(deps, admission.manifest?.dependencies ?? {}, together);
  const items = itemsOf(labelOf(request), admission.findings, dependencies);
  const code = refusal(admission, dependencies);
  if (code !== undefined) throw refused(code, { request, admission, items });
  const facts = factsOf(inspected, admission);
  const { name, version, releaseDigest, archive } = request;
  const { manifest, files: entries } = facts;
  const open = () => openUploaded(deps, { name, version, archive: archive.digest, entries });
  const release = { name, version, releaseDigest, manifest, entries, locked: {}, open };
  return { facts, warnings: items, release } as unknown as CheckedRelease;
}

/** Is among what a release is judged: the turn of its publisher, and what the same request publishes. */
export interface Judging {
  readonly turn: VectorTurn;
  /** All releases of the request: each may depend on the others. */
  readonly together: readonly KnownRelease[];
  /** Those of the same algorithm below this version, judged before. */
  readonly batch: Batch;
}

/**
 * Judges a release: whether it keeps its own vectors, and whether its number promises no more than is kept. Its files are
 * read again: while it waited for its turn they were in nobody's memory.
 * Throws `ProblemError` `vectors-failed`, `bump-too-small`, each with all faults of the release; `waiver-mismatch`.
 */
export async function judge(deps: JudgeDeps, one: CheckedRelease, judging: Judging): Promise<NewlyJudged> {
  const { facts, release } = one;
  const { turn, together, batch } = judging;
  const trial = openTrial(deps, turn, { release, together });
  const vectorResult = await trial.runOwn();
  const candidate = await contentOf(trial.files, facts.manifest);
  const replay: typeof trial.replay = (version, vectors) => trial.replay(version, vectors);
  const number = { candidate, replay, waiver: facts.signed.waiver, batch };
  const { advice, ...judged } = await judgeNumber(deps, number);
  const warnings: Items = (locale) => [...one.warnings(locale), ...advice(locale)];
  return { kind: 'new', ...facts, ...judged, vectorResult, warnings } as unknown as NewlyJudged;
}

// A manifest that cannot be read has no name; its faults are told instead.
function assertManifestName({ name, version }: ReleaseRequest, manifest: Manifest | undefined): void {
  const actual = manifest && labelOf(manifest);
  if (actual === undefined || actual === labelOf({ name, version })) return;
  throw new ProblemError('name-mismatch', { name, version, actual });
}

type CheckDeps = Pick<Deps, 'catalogue' | 'documents' | 'names' | 'checks' | 'blobs' | 'limits'>;

type JudgeDeps = TrialDeps & Pick<Deps, 'checks'>;

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

/** Gathers what the record says of the release itself. */
function factsOf({ admitted, release }: InspectedRelease, admission: Admission) {
  const { manifest, manifestDigest, contractDigest, vectorsDigest } = admission;
  if (manifest === undefined || manifestDigest === undefined) throw new TypeError('an accepted release has a manifest');
  const digests = { manifest: manifestDigest, contract: contractDigest ?? null, vectors: vectorsDigest ?? null };
  const { request, signed } = admitted;
  assertStates(request, signed.statement, digests);
  return { request, signed, manifest, digests, files: release.files };
}
