import { PROVER } from '../contract/compare-schemas.ts';
import { compareInMode } from '../tolerant/compare-in-mode.ts';
import { CHANGE_RULES, type Change, type ContractComparison } from './change.ts';
import { compareFiles } from './compare-files.ts';
import { compareManifests } from './compare-manifests.ts';
import { compareContractSchemas, type CompareSchemas } from './compare-contract-schemas.ts';
import { compareVectors } from './compare-vectors.ts';
import type { EarlierVector, FailedVector, VersionContent } from './content.ts';
import { highestOf, isEnough } from './level.ts';

/** Is two versions, and what came of running the new one on the vectors that bind it. */
export interface ContractPair {
  readonly old: VersionContent;
  readonly new: VersionContent;
  /** Vectors of earlier versions that the new one does not pass. */
  readonly failed: readonly FailedVector[];
  /** Every vector of earlier versions that binds the new one. Default: those of the old one, where it is of the same period. */
  readonly bound?: readonly EarlierVector[];
  /** Compares two schemas; a server hands in one that works elsewhere, to a limit. Default: here. */
  readonly compare?: CompareSchemas;
}

/**
 * Compares what two versions promise, by the rules of docs/spec/versions.md. Runs nothing: what came of the vectors is given, and
 * only what a version says against an earlier one by its own vectors is found here.
 * What neither schemas nor vectors say is not seen.
 */
export async function compareContracts(pair: ContractPair): Promise<ContractComparison> {
  const { old, new: newer, failed, bound, compare = compareInMode } = pair;
  const schemas = await compareContractSchemas(old, newer, compare);
  const isWider = schemas.some(({ rule }) => rule === 'input-widened');
  const changes = [
    ...schemas,
    ...compareVectors({ old, new: newer, failed, bound, isWider }),
    ...compareManifests(old.manifest, newer.manifest),
    ...compareFiles(old, newer),
  ];
  return {
    old: old.manifest.version,
    new: newer.manifest.version,
    level: highestOf(changes.map(({ level }) => level)),
    changes: changes.toSorted(byLevel),
    prover: PROVER,
  };
}

const byLevel = (a: Change, b: Change): number =>
  a.level === b.level
    ? CHANGE_RULES.indexOf(a.rule) - CHANGE_RULES.indexOf(b.rule)
    : isEnough(a.level, b.level)
      ? -1
      : 1;
