import { canonicalJson } from './canonical-json.ts';
import type { Change, ChangeRule } from './change.ts';
import { sharesPeriod } from './compare-validity.ts';
import type { ContractVector, EarlierVector, FailedVector, Supersedes, VersionContent } from './content.ts';
import { contradictedVectors } from './contradicted-vectors.ts';
import { lineOf, type BumpLevel } from './level.ts';

/** Is the vectors of two versions, and what is known besides. */
export interface VectorPair {
  readonly old: VersionContent;
  readonly new: VersionContent;
  /** Vectors of earlier versions that the new one does not pass. */
  readonly failed: readonly FailedVector[];
  /** Earlier vectors that bind the new one. Default: those of the old one, where it is of the same period. */
  readonly bound?: readonly EarlierVector[] | undefined;
  /** True when the new version takes more than the old one: then new vectors may be for what could not be asked before. */
  readonly isWider: boolean;
}

/** Compares what the vectors of two versions promise; what came of running the new one on earlier vectors is given. */
export function compareVectors(pair: VectorPair): readonly Change[] {
  const { old, new: newer, failed, isWider } = pair;
  const forgiven = newer.vectors.flatMap(({ supersedes }) => (supersedes === undefined ? [] : [keyOf(supersedes)]));
  return [
    ...failed
      .filter((vector) => !forgiven.includes(keyOf(vector)))
      .map((vector): Change => ({ rule: 'vector-fails', level: 'major', vector, params: {} })),
    ...contradictedVectors(notTold(pair), newer.vectors),
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

/** Lists the earlier vectors that bind, without those that failed when they were run: nothing is told twice. */
function notTold({ old, new: newer, failed, bound = vectorsOf(old, newer) }: VectorPair): readonly EarlierVector[] {
  const told = new Set(failed.map(({ input, expected }) => canonicalJson({ input, output: expected })));
  return bound.filter(({ input, output }) => !told.has(canonicalJson({ input, output })));
}

/** What the new version begins to call an error does not bind it; what the old one promised all the same does. */
function vectorsOf(old: VersionContent, newer: VersionContent): readonly EarlierVector[] {
  if (!sharesPeriod(old.manifest, newer.manifest)) return [];
  const { version } = old.manifest;
  const errors = new Set(newlySuperseded(old, newer).map(({ name }) => name));
  return old.vectors.filter(({ name }) => !errors.has(name)).map((vector) => ({ ...vector, version }));
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
