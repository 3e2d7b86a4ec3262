import {
  compareContracts,
  fileDifferences,
  isStable,
  judgeBump,
  jsonDifferences,
  requiredBump,
  compareVersions,
  vectorDifferences,
  type CompareSchemas,
  type ContractComparison,
  type FileDifference,
  type JsonDifference,
  type VectorDifferences,
} from '@national-forge/versioning';

import type { Replayed } from '../programs/replayer.ts';
import type { Side } from './side.ts';

/** Names one side in a report. */
export interface SideName {
  readonly label: string;
  readonly name: string;
  readonly version: string;
  readonly folder?: string;
  readonly releaseDigest: string;
}

/** Is everything that differs between two versions. */
export interface Diff {
  readonly different: boolean;
  readonly from: SideName;
  readonly to: SideName;
  /** What the differences demand of the number, and the lowest number after `from` that says so; null where there is none. */
  readonly comparison: ContractComparison;
  readonly required: string | null;
  /** Whether the number of `to` promises no more than is kept; null where it does not follow that of `from`. */
  readonly honest: boolean | null;
  readonly replayed: Replayed;
  readonly vectors: VectorDifferences;
  readonly manifest: readonly JsonDifference[];
  readonly files: readonly FileDifference[];
}

/** Says how two sides are compared. */
export interface DiffOptions {
  readonly replayed: Replayed;
  readonly compare?: CompareSchemas | undefined;
}

/** Compares two sides in everything that a reader may want to know. */
export async function assembleDiff(from: Side, to: Side, { replayed, compare }: DiffOptions): Promise<Diff> {
  const [old, newer] = [from.content, to.content];
  const failed = replayed.run ? replayed.failed : [];
  const comparison = await compareContracts({ old, new: newer, failed, ...(compare && { compare }) });
  return {
    different: from.releaseDigest !== to.releaseDigest,
    from: nameOf(from),
    to: nameOf(to),
    comparison,
    ...(old.manifest.name === newer.manifest.name ? numbersOf(comparison) : { required: null, honest: null }),
    replayed,
    vectors: vectorDifferences(old.vectors, newer.vectors),
    manifest: jsonDifferences(old.manifest, newer.manifest),
    files: fileDifferences(from.files.files, to.files.files),
  };
}

function nameOf({ label, folder, releaseDigest, content: { manifest } }: Side): SideName {
  const { name, version } = manifest;
  return { label, name, version, ...(folder !== undefined && { folder }), releaseDigest };
}

/** Numbers say something of each other only where the later one is higher and neither is a pre-release. */
function numbersOf(comparison: ContractComparison): Pick<Diff, 'required' | 'honest'> {
  const { old, new: version } = comparison;
  if (!isStable(old)) return { required: null, honest: null };
  const edges = { below: [comparison], above: [], published: [{ version: old, yanked: false }] };
  const required = requiredBump(edges)?.version ?? null;
  const follows = isStable(version) && compareVersions(old, version) < 0;
  return { required, honest: follows ? judgeBump({ version, ...edges }).ok : null };
}
