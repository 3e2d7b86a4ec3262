import {
  compareContracts,
  compareVersions,
  judgeBump,
  neighboursOf,
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

/** Asks whether the number of a version promises no more than is kept. */
export interface JudgeRequest {
  readonly candidate: VersionContent;
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
 * Judges the number of a version by the published ones: its neighbours' contracts, and the vectors of all of its line. What runs
 * programs is handed in. Command line and server call this same function.
 */
export async function judgeVersion(request: JudgeRequest): Promise<VersionJudgement> {
  const { candidate, published, waived = false } = request;
  const { version } = candidate.manifest;
  const line = await readLine(request);
  const present = published.filter((one) => line.has(one.version));
  const neighbours = neighboursOf(version, present);
  const lower = [...line.values()].filter(({ manifest }) => compareVersions(manifest.version, version) < 0);
  const bound = boundVectors(lower, candidate);
  const failed = bound.length === 0 ? [] : await request.replay(version, bound);
  const below: ContractComparison[] = [];
  for (const old of contents(line, neighbours.below)) {
    below.push(await compareContracts({ old, new: candidate, failed }));
  }
  const above: ContractComparison[] = [];
  for (const newer of contents(line, neighbours.above)) {
    const own = boundVectors([candidate], newer);
    const unkept = own.length === 0 ? [] : await request.replay(newer.manifest.version, own);
    above.push(await compareContracts({ old: candidate, new: newer, failed: unkept }));
  }
  const verdict = judgeBump({ version, below, above, published, waived });
  return { judged: true, verdict, below, above, replayed: bound.length };
}

/** Reads the versions of the candidate's line, ascending. */
async function readLine({ candidate, published, load }: JudgeRequest): Promise<ReadonlyMap<string, VersionContent>> {
  const line = new Map<string, VersionContent>();
  for (const { version } of versionsOfLine(candidate.manifest.version, published)) {
    const content = await load(version);
    if (content !== undefined) line.set(version, content);
  }
  return line;
}

const contents = (line: ReadonlyMap<string, VersionContent>, versions: readonly string[]): readonly VersionContent[] =>
  versions.flatMap((version) => line.get(version) ?? []);
