export { findRefusedCharacter, type RefusedCharacter } from './characters.ts';
export { isCivilDate } from './civil-date.ts';
export { CONDITIONS, type Condition } from './conditions.ts';
export { describeProblem, type ProblemDescription } from './describe-problem.ts';
export { splitEntry, type Entry } from './entry.ts';
export { formatManifest, type FormatOptions } from './format.ts';
export { MANIFEST_SCHEMA_ID, manifestJsonSchema } from './json-schema.ts';
export {
  type Language,
  type LanguageMap,
  LANGUAGES,
  type Locale,
  LOCALES,
  pickLanguage,
  pickText,
  textDirection,
} from './languages.ts';
export { ManifestError, type ManifestErrorCode } from './manifest-error.ts';
export {
  type AgencyName,
  type AlgorithmName,
  type ChannelName,
  formatReference,
  isAgencyName,
  isAlgorithmName,
  isChannelName,
  parseAgencyName,
  parseAlgorithmName,
  parseChannelName,
  parseReference,
  type Reference,
  splitAlgorithmName,
} from './names.ts';
export { nearestOf } from './nearest.ts';
export { MANIFEST_BYTES_LIMIT, MANIFEST_FILE, parseManifest, type ParseResult } from './parse.ts';
export { matchesGlob } from './paths.ts';
export {
  MANIFEST_PROBLEM_CODES,
  type ManifestProblem,
  type ManifestProblemCode,
  type ProblemParams,
} from './problem.ts';
export { findRegion, type Region, regions } from './regions.ts';
export { isReservedName, type NamePart, type ReservedGroup, reservedNames } from './reserved-names.ts';
export { type Manifest, manifestSchema } from './schema.ts';
export { findSector, type Sector, sectors } from './sectors.ts';
export { countGraphemes } from './text-fields.ts';
export { isRange, isVersion, parseVersion, type Version } from './version.ts';
