export { CHANGE_RULES, isWaivable, type Change, type ChangeRule, type ContractComparison } from './bump/change.ts';
export type { CompareSchemas } from './bump/compare-contract-schemas.ts';
export { compareContracts, type ContractPair } from './bump/compare-contracts.ts';
export { sharesPeriod } from './bump/compare-validity.ts';
export { vectorKey } from './bump/compare-vectors.ts';
export { contradictedVectors } from './bump/contradicted-vectors.ts';
export type {
  ContentFile,
  ContractVector,
  EarlierVector,
  FailedVector,
  Supersedes,
  Tolerance,
  VersionContent,
} from './bump/content.ts';
export { judgeBump, type BumpQuestion, type BumpReason, type BumpVerdict } from './bump/judge-bump.ts';
export { bumpBetween, highestOf, lineOf, type BumpLevel } from './bump/level.ts';
export { neighboursOf, versionsOfLine, type Neighbours, type PublishedVersion } from './bump/neighbours.ts';
export { requiredBump, type BumpEdges, type BumpRequest, type RequiredBump } from './bump/required-bump.ts';
export { smallestHonest, type HonestSearch } from './bump/smallest-honest.ts';
export type { Candidate, CandidateSource } from './candidate.ts';
export { assertCivilDate, civilDate, isValidAt, type Validity } from './civil-date.ts';
export type { ComparisonLimits } from './contract/clock.ts';
export {
  compareSchemas,
  PROVER,
  type Comparison,
  type SchemaPair,
  type SchemaRole,
} from './contract/compare-schemas.ts';
export type { Json } from './contract/formula.ts';
export { SCHEMA_KEYWORDS } from '@national-forge/manifest/tolerant';
export { placesWithin } from './contract/document.ts';
export type { Schema } from './contract/schema.ts';
export { fileDifferences, type FileDifference, type FileFacts } from './difference/file-differences.ts';
export { jsonDifferences, type JsonDifference } from './difference/json-differences.ts';
export { vectorDifferences, type VectorDifferences, type VectorFacts } from './difference/vector-differences.ts';
export {
  VERSIONING_ERROR_CODES,
  VersioningError,
  type Ask,
  type VersioningErrorCode,
  type VersioningErrorDetails,
} from './error.ts';
export { parseRange, satisfies, type ParsedRange } from './range.ts';
export { resolveSet, type Resolution, type ResolvedRelease, type SetRequest } from './resolve-set.ts';
export { resolveVersion, type VersionRequest } from './resolve-version.ts';
export { LATEST, parseSelector, type Selector } from './selector.ts';
export { compareVersions, isExactVersion, isStable, majorOf } from './semantic-version.ts';
export type { NoVersionReason } from './shortlist.ts';
export { versionSortKey } from './sort-key.ts';
export { compareInMode, type InputMode, type ModePair } from './tolerant/compare-in-mode.ts';
