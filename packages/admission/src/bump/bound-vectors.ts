import { sharesPeriod, vectorKey, type ContractVector, type VersionContent } from '@national-forge/versioning';

/** Is a vector that binds a version that did not bring it. */
export interface BoundVector extends ContractVector {
  /** The lowest version that has it. */
  readonly version: string;
}

/**
 * Gathers the vectors of some versions that bind another one: those of its period, each content once, without those that it calls
 * an error of their author.
 *
 * @param sources the versions whose vectors bind, ascending
 */
export function boundVectors(sources: readonly VersionContent[], bound: VersionContent): readonly BoundVector[] {
  const binding = sources.filter((source) => sharesPeriod(source.manifest, bound.manifest));
  const superseded = supersededBy(bound, sources);
  const vectors = new Map<string, BoundVector>();
  for (const { manifest, vectors: own } of binding) {
    for (const vector of own) {
      const key = vectorKey(vector);
      if (!superseded.has(key) && !vectors.has(key)) vectors.set(key, { ...vector, version: manifest.version });
    }
  }
  return [...vectors.values()];
}

/** An error stands in every version that took the vector over, under whatever name. */
function supersededBy({ vectors }: VersionContent, sources: readonly VersionContent[]): ReadonlySet<string> {
  const named = vectors.flatMap(({ supersedes }) => (supersedes === undefined ? [] : [supersedes]));
  return new Set(
    named.flatMap(({ version, name }) => {
      const source = sources.find(({ manifest }) => manifest.version === version);
      return (source?.vectors ?? []).filter((vector) => vector.name === name).map(vectorKey);
    }),
  );
}
