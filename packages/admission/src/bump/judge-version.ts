import {
  compareContracts,
  compareVersions,
  contradictedVectors,
  isWaivable,
  judgeBump,
  versionsOfLine,
  type BumpVerdict,
  type ContractComparison,
  type FailedVector,
  type PublishedVersion,
  type VersionContent,
} from '@national-forge/versioning';

import type { Finding } from '../finding.ts';
import type { CheckWorker } from '../worker/check-worker.ts';
import { boundVectors, type BoundVector } from './bound-vectors.ts';
import { compareIn, type WorkerComparer } from './compare-in.ts';
import { readSuperseded } from './read-superseded.ts';

/** Asks whether the number of a version promises no more than is kept. */
export interface JudgeRequest {
  readonly candidate: VersionContent;
  /**
   * What is published; of a batch the lower ones, too. At least the versions of its line that it is compared with, and those whose
   * vectors bind it.
   */
  readonly published: readonly PublishedVersion[];
  /** Reads a published version; undefined where its files were removed by law: it binds nobody any more. */
  readonly load: (version: string) => Promise<VersionContent | undefined>;
  /** Runs a version, the candidate or a published one, on vectors; tells those that it does not pass. */
  readonly replay: (version: string, vectors: readonly BoundVector[]) => Promise<readonly FailedVector[]>;
  /** True when a signed waiver takes the answer for what is undecided. */
  readonly waived?: boolean;
  /** Where schemas are compared. */
  readonly worker: CheckWorker;
}

/** Says whether a number is honest, or why that could not be judged. */
export type VersionJudgement =
  | {
      readonly judged: true;
      readonly verdict: BumpVerdict;
      /** From lower versions to the candidate, the nearest first. */
      readonly below: readonly ContractComparison[];
      /** From the candidate to higher versions, the nearest first. */
      readonly above: readonly ContractComparison[];
      /** How many vectors of other versions were run. */
      readonly replayed: number;
    }
  | { readonly judged: false; readonly findings: readonly Finding[] };

/**
 * Judges the number of a version by the published ones: its neighbours' contracts, and the vectors of all of its line
 * (docs/spec/versions.md). What runs programs is handed in. Command line and server call this same function.
 */
export async function judgeVersion(request: JudgeRequest): Promise<VersionJudgement> {
  const { candidate, published, waived = false } = request;
  const line = await readLine(request);
  const superseded = await readSuperseded(candidate, request.load);
  const comparer = compareIn(request.worker);
  const bench: Bench = { ...request, line, superseded: superseded.contents, comparer };
  const lower = await compareBelow(bench);
  const above = await compareAbove(bench);
  const findings = [...superseded.findings, ...comparer.findings()];
  if (findings.length > 0) return { judged: false, findings };
  const { below, replayed } = lower;
  const verdict = judgeBump({ version: candidate.manifest.version, below, above, published, waived });
  return { judged: true, verdict, below, above, replayed };
}

/** Is a version of the line, with what it holds. */
interface LineVersion extends PublishedVersion {
  readonly content: VersionContent;
}

interface Bench extends JudgeRequest {
  /** The versions of the candidate's line, ascending. */
  readonly line: readonly LineVersion[];
  /** Versions with vectors that the candidate calls errors. */
  readonly superseded: readonly VersionContent[];
  readonly comparer: WorkerComparer;
}

async function readLine({ candidate, published, load }: JudgeRequest): Promise<readonly LineVersion[]> {
  const line: LineVersion[] = [];
  for (const one of versionsOfLine(candidate.manifest.version, published)) {
    const content = await load(one.version);
    if (content !== undefined) line.push({ ...one, content });
  }
  return line;
}

/** All vectors of lower versions bind the candidate; its contract is compared with that of the nearest. */
async function compareBelow(bench: Bench) {
  const { candidate, line, comparer, replay } = bench;
  const { version } = candidate.manifest;
  const lower = line.filter((one) => compareVersions(one.version, version) < 0);
  const bound = boundVectors(
    lower.map(({ content }) => content),
    candidate,
    bench.superseded,
  );
  const failed = bound.length === 0 ? [] : await replay(version, bound);
  const below: ContractComparison[] = [];
  for (const { content, waived } of lower.toReversed()) {
    const { compare } = comparer;
    const edge = await compareContracts({ old: content, new: candidate, failed, bound, compare });
    below.push(edge);
    if (waived !== true && !isOpen(edge)) break;
  }
  return { below, replayed: bound.length };
}

/** The vectors of the candidate bind all higher versions; the nearest is compared. */
async function compareAbove({ candidate, line, comparer: { compare }, replay }: Bench) {
  const higher = line.filter((one) => compareVersions(one.version, candidate.manifest.version) > 0);
  const above: ContractComparison[] = [];
  let isNear = true;
  for (const { content, version, waived } of higher) {
    if (above.length > 0 && waived !== true && !isOpen(above.at(-1))) isNear = false;
    const bound = boundVectors([candidate], content);
    const failed = bound.length === 0 ? [] : await replay(version, bound);
    if (isNear || failed.length > 0 || contradictedVectors(bound, content.vectors).length > 0)
      above.push(await compareContracts({ old: candidate, new: content, failed, bound, compare }));
  }
  return above;
}

/** What holds from each version to the next holds for all, but not across what is undecided: there the next is looked at, too. */
const isOpen = (edge: ContractComparison | undefined): boolean => edge?.changes.some(isWaivable) === true;
