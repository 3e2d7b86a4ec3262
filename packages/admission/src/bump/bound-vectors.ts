import {
  sharesPeriod,
  vectorKey,
  type ContractVector,
  type EarlierVector,
  type VersionContent,
} from '@national-forge/versioning';

/** Is a vector that binds a version that did not bring it; said to be of the lowest version that has it. */
export type BoundVector = EarlierVector;

/**
 * Gathers the vectors of some versions that bind another one: those of its period, each content once, without those that it calls
 * an error of their author. What a version promises although it calls it an error itself is a promise all the same: else an error of a
 * pre-release, which binds nobody, would free all that come after from what they say.
 *
 * @param sources the versions whose vectors bind, ascending
 * @param named the versions that it names where it calls a vector an error
 */
export function boundVectors(
  sources: readonly VersionContent[],
  bound: VersionContent,
  named: readonly VersionContent[] = sources,
): readonly BoundVector[] {
  const vectors = new Map<string, BoundVector>();
  for (const { manifest, vectors: own } of sources.filter((source) => sharesPeriod(source.manifest, bound.manifest))) {
    const superseded = new Set(supersededBy(bound, named, own).map(vectorKey));
    for (const vector of own) {
      const key = vectorKey(vector);
      if (!superseded.has(key) && !vectors.has(key)) vectors.set(key, { ...vector, version: manifest.version });
    }
  }
  return [...vectors.values()];
}

/** An error stands in every version that took the vector over, under whatever name: it is its content that is superseded. */
function supersededBy(
  { vectors }: VersionContent,
  named: readonly VersionContent[],
  knowing: readonly ContractVector[],
): readonly ContractVector[] {
  return vectors.flatMap(({ supersedes }) => {
    if (knowing.some((one) => isSameError(one.supersedes, supersedes))) return [];
    const source = named.find(({ manifest }) => manifest.version === supersedes?.version);
    return source?.vectors.filter(({ name }) => name === supersedes?.name) ?? [];
  });
}

type Supersedes = ContractVector['supersedes'];

const isSameError = (one: Supersedes, other: Supersedes): boolean =>
  one !== undefined && one.version === other?.version && one.name === other.name;
