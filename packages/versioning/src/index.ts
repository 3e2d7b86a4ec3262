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
export { SCHEMA_KEYWORDS } from './contract/keywords.ts';
export { referencesWithin } from './contract/document.ts';
export type { Schema } from './contract/schema.ts';
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
