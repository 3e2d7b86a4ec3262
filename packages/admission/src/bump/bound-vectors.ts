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
 * @param named the versions that it names where it calls a vector an error
 */
export function boundVectors(
  sources: readonly VersionContent[],
  bound: VersionContent,
  named: readonly VersionContent[] = sources,
): readonly BoundVector[] {
  const superseded = new Set(supersededBy(bound, named).map(vectorKey));
  const vectors = new Map<string, BoundVector>();
  for (const { manifest, vectors: own } of sources.filter((source) => sharesPeriod(source.manifest, bound.manifest))) {
    for (const vector of own) {
      const key = vectorKey(vector);
      if (!superseded.has(key) && !vectors.has(key)) vectors.set(key, { ...vector, version: manifest.version });
    }
  }
  return [...vectors.values()];
}

/** An error stands in every version that took the vector over, under whatever name: it is its content that is superseded. */
function supersededBy({ vectors }: VersionContent, named: readonly VersionContent[]): readonly ContractVector[] {
  return vectors.flatMap(({ supersedes }) => {
    const source = named.find(({ manifest }) => manifest.version === supersedes?.version);
    return source?.vectors.filter(({ name }) => name === supersedes?.name) ?? [];
  });
}
