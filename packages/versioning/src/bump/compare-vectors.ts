import { canonicalJson } from './canonical-json.ts';
import type { Change, ChangeRule } from './change.ts';
import type { ContractVector, FailedVector, Supersedes, VersionContent } from './content.ts';
import { lineOf, type BumpLevel } from './level.ts';

/** Is the vectors of two versions, and what is known besides. */
export interface VectorPair {
  readonly old: VersionContent;
  readonly new: VersionContent;
  /** Vectors of earlier versions that the new one does not pass. */
  readonly failed: readonly FailedVector[];
  /** True when the new version takes more than the old one: then new vectors may be for what could not be asked before. */
  readonly isWider: boolean;
}

/** Compares what the vectors of two versions promise; what came of running the new one on earlier vectors is given. */
export function compareVectors({ old, new: newer, failed, isWider }: VectorPair): readonly Change[] {
  const forgiven = newer.vectors.flatMap(({ supersedes }) => (supersedes === undefined ? [] : [keyOf(supersedes)]));
  return [
    ...failed
      .filter((vector) => !forgiven.includes(keyOf(vector)))
      .map((vector): Change => ({ rule: 'vector-fails', level: 'major', vector, params: {} })),
    ...newlySuperseded(old, newer).map((supersedes): Change => ({
      rule: 'vector-superseded',
      level: 'major',
      supersedes,
      params: {},
    })),
    ...counted('vectors-added', isWider ? 'minor' : 'patch', lacking(newer.vectors, old.vectors)),
    ...counted('vectors-removed', 'patch', lacking(old.vectors, newer.vectors)),
  ];
}

const keyOf = ({ version, name }: { readonly version: string; readonly name: string }): string => `${version} ${name}`;

/** Lists what the new version calls an error of the line of the old one, and the old one did not. */
function newlySuperseded(old: VersionContent, newer: VersionContent): readonly Supersedes[] {
  const line = lineOf(old.manifest.version);
  const known = new Set(old.vectors.flatMap(({ supersedes }) => (supersedes === undefined ? [] : [keyOf(supersedes)])));
  return newer.vectors
    .flatMap(({ supersedes }) => (supersedes === undefined ? [] : [supersedes]))
    .filter((supersedes) => lineOf(supersedes.version) === line && !known.has(keyOf(supersedes)));
}

/** Says what a vector promises, in one form: two that say the same are one. */
export const vectorKey = ({
  input,
  output,
  tolerance,
}: Pick<ContractVector, 'input' | 'output' | 'tolerance'>): string =>
  canonicalJson(tolerance === undefined ? { input, output } : { input, output, tolerance: { ...tolerance } });

function lacking(vectors: readonly ContractVector[], others: readonly ContractVector[]): readonly ContractVector[] {
  const known = new Set(others.map(vectorKey));
  return vectors.filter((vector) => !known.has(vectorKey(vector)));
}

const counted = (rule: ChangeRule, level: BumpLevel, vectors: readonly ContractVector[]): readonly Change[] =>
  vectors[0] === undefined ? [] : [{ rule, level, params: { count: vectors.length, first: vectors[0].name } }];
