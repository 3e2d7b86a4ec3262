import { placedVectors, type BoundVector, type PlacedVector, type ReleaseFiles } from '@national-forge/admission';
import { describeProblemCode, ProblemError, type ProblemItem, type VectorResult } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import type { Program } from '@national-forge/runner';
import type { FailedVector } from '@national-forge/versioning';

import { callsPython, type FailedRun, type VectorReport, type VectorTurn } from '../../../ports.ts';
import type { Deps } from '../../deps.ts';
import { assembleProgram, CircularDependency, type AssembledProgram, type ProgramDeps } from './assemble-program.ts';
import { describeFailedVector, describeTaskFault } from './describe-failure.ts';
import { findPublished, type KnownRelease } from './known-release.ts';
import { isUnresolved } from './resolve-dependencies.ts';

/** Is a release that is tried out, and what is published together with it, itself included. */
export interface Candidate {
  readonly release: KnownRelease;
  readonly together: readonly KnownRelease[];
}

/** Says what trying a release out needs. */
export type TrialDeps = ProgramDeps & Pick<Deps, 'vectors'>;

/** Tries a release out in the turn of its publisher. */
export interface Trial {
  /** The files of the release that the checks need. */
  readonly files: ReleaseFiles;
  /** Runs the vectors of the release itself. Throws `ProblemError` `vectors-failed`. */
  runOwn(): Promise<VectorResult>;
  /**
   * Runs the release, or a published version of its algorithm, on vectors of other versions; tells those that it does not
   * keep. Throws `ProblemError` `vectors-failed` when that takes the release too long.
   */
  readonly replay: (version: string, vectors: readonly BoundVector[]) => Promise<readonly FailedVector[]>;
}

/** Begins to try a release out; its files are read from its stored archive, once. */
export function openTrial(deps: TrialDeps, turn: VectorTurn, candidate: Candidate): Trial {
  const { release, together } = candidate;
  const files = release.open();
  const own = memo(() => assembleOwn(deps, candidate, files));
  const find = async (version: string): Promise<AssembledProgram | undefined> => {
    if (version === release.version) return own();
    const published = findPublished(deps, { name: release.name, version });
    return published && assemblePublished(deps, published, together);
  };
  return {
    files,
    runOwn: async () => runOwn({ deps, turn, candidate, files }, await own()),
    async replay(version, vectors) {
      const assembled = await find(version);
      if (assembled === undefined) return [];
      const report = await turn.run({ program: assembled.program, vectors });
      if (version === release.version) assertEnded(deps, release, report);
      return failedVectors(report, vectors);
    },
  };
}

function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function assembleOwn(
  deps: TrialDeps,
  { release, together }: Candidate,
  files: ReleaseFiles,
): Promise<AssembledProgram | undefined> {
  try {
    return await assembleProgram(deps, release, { together, files });
  } catch (error) {
    if (error instanceof CircularDependency) {
      const values = { release: error.release };
      throw failed(release, (locale) => [describeTaskFault('circular', values, locale)], error);
    }
    if (!isUnresolved(error)) throw error;
    throw failed(release, (locale) => [unresolvedItem(error, locale), ...error.items(locale)], error);
  }
}

function unresolvedItem(error: ProblemError, locale: Locale): ProblemItem {
  const { detail, hint } = describeProblemCode(error.code, error.params, locale);
  return describeTaskFault('unresolved', { detail, hint }, locale);
}

/** What stands published and can no longer be put together, because what it called was yanked, binds nobody by running. */
async function assemblePublished(
  deps: TrialDeps,
  release: KnownRelease,
  together: readonly KnownRelease[],
): Promise<AssembledProgram | undefined> {
  try {
    return await assembleProgram(deps, release, { together, files: release.open() });
  } catch (error) {
    if (error instanceof CircularDependency || isUnresolved(error)) return undefined;
    throw error;
  }
}

interface OwnRun {
  readonly deps: TrialDeps;
  readonly turn: VectorTurn;
  readonly candidate: Candidate;
  readonly files: ReleaseFiles;
}

const NOT_RUN = { runner: null, dependencies: [] };

async function runOwn(
  { deps, turn, candidate: { release }, files }: OwnRun,
  assembled: AssembledProgram | undefined,
): Promise<VectorResult> {
  const vectors = await placedVectors(files, release.manifest);
  const total = vectors.length;
  if (assembled === undefined) return { result: 'none', total, ...NOT_RUN };
  const report = await turn.run({ program: assembled.program, vectors });
  if (isAttested(assembled.program, report)) return { result: 'attested', total, ...NOT_RUN };
  if (report.failed.length > 0) throw failed(release, (locale) => failureItems(report, vectors, locale));
  assertEnded(deps, release, report);
  return { result: 're-run', total, runner: report.runner, dependencies: assembled.dependencies };
}

/**
 * Tells whether nothing is known of a release because this machine has no sandbox for Python. Only then: for the other
 * engines there always is one, and what a program does cannot look like this.
 */
function isAttested(program: Program, { failed: all }: VectorReport): boolean {
  return all.length > 0 && all.every(isMissing) && callsPython(program);
}

const isMissing = ({ code }: FailedRun): boolean => code === 'engine-missing';

function assertEnded({ vectors: { limits } }: TrialDeps, release: KnownRelease, { ended }: VectorReport): void {
  switch (ended) {
    case 'complete':
    case 'failures':
      return;
    case 'budget':
    case 'deadline':
    case 'crashed':
      throw failed(release, (locale) => [describeTaskFault(ended, { seconds: limits.taskSeconds }, locale)]);
  }
}

/** Items of a problem: more would not be read. */
const ITEMS = 50;

function failureItems(
  { failed: all, ended }: VectorReport,
  vectors: readonly PlacedVector[],
  locale: Locale,
): readonly ProblemItem[] {
  const items = all.slice(0, ITEMS).flatMap((one) => {
    const vector = vectors[one.index];
    return vector ? [describeFailedVector(one, vector, locale)] : [];
  });
  const isCut = ended === 'failures' || all.length > ITEMS;
  return isCut ? [...items, describeTaskFault('more', { count: items.length }, locale)] : items;
}

function failed(
  { name, version }: KnownRelease,
  items: (locale: Locale) => readonly ProblemItem[],
  cause?: unknown,
): ProblemError {
  const release = `${name}@${version}`;
  const named = (locale: Locale) => items(locale).map((item) => ({ ...item, release }));
  const params = { name, version, count: items('en').length };
  return new ProblemError('vectors-failed', params, { items: named, cause });
}

function failedVectors(report: VectorReport, vectors: readonly BoundVector[]): readonly FailedVector[] {
  const told = report.failed
    .filter((one) => !isMissing(one))
    .flatMap((one) => {
      const vector = vectors[one.index];
      return vector ? [failedVector(one, vector)] : [];
    });
  const [first] = vectors;
  const isOpen = report.ended !== 'complete' && report.ended !== 'failures';
  // A published version that does not end on these vectors does not keep them: one stands for all.
  return isOpen && first ? [...told, failedVector({ code: 'timeout' }, first)] : told;
}

function failedVector(
  { code, actual }: Pick<FailedRun, 'code' | 'actual'>,
  { version, name, input, output }: BoundVector,
): FailedVector {
  return { version, name, input, expected: output, outcome: actual === undefined ? { error: code } : { actual } };
}
