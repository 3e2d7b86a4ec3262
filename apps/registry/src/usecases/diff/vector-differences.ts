import type { VersionDiff } from '@national-forge/api';
import { vectorKey, type ContractVector } from '@national-forge/versioning';

/** Lists the vectors that were added, removed or changed between two versions, by name: a release has each name once. */
export function vectorDifferences(
  old: readonly ContractVector[],
  newer: readonly ContractVector[],
): VersionDiff['vectors'] {
  const [before, after] = [byName(old), byName(newer)];
  const names = [...after.keys()];
  return {
    added: names.filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: names.filter((name) => before.has(name) && before.get(name) !== after.get(name)),
  };
}

const byName = (vectors: readonly ContractVector[]) => new Map(vectors.map((one) => [one.name, vectorKey(one)]));
