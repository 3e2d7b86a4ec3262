export { AdmissionError, type AdmissionErrorCode } from './admission-error.ts';
export { boundVectors, type BoundVector } from './bump/bound-vectors.ts';
export { compareIn, type WorkerComparer } from './bump/compare-in.ts';
export { contentOf } from './bump/content-of.ts';
export { describeChange, describeVerdict, type ChangeContext } from './bump/describe-change.ts';
export { judgeVersion, type JudgeRequest, type VersionJudgement } from './bump/judge-version.ts';
export { programOf, type ProgramFiles } from './bump/program-of.ts';
export { checkRelease, type Admission, type CheckOptions } from './check-release.ts';
export { contractFiles } from './contract/contract-files.ts';
export { checkSchemaFile, type SchemaCheck, type SchemaFile } from './contract/check-schema-file.ts';
export { describeFinding, type FindingDescription } from './describe-finding.ts';
export { FINDING_CODES, type Finding, type FindingCode, type FindingParams } from './finding.ts';
export {
  createReleaseReader,
  folderRelease,
  isNeeded,
  READ_LIMITS,
  type ReleaseFiles,
  type ReleaseReader,
} from './release-files.ts';
export { placedVectors, type PlacedVector } from './vectors/placed-vectors.ts';
export { scanFile, type SecretScan } from './secrets/scan-file.ts';
export { formatToken, isToken, TOKEN_PATTERN, TOKEN_PREFIX } from './secrets/token.ts';
export { openCheckWorker, WORKER_LIMITS, type CheckWorker, type WorkerLimits } from './worker/check-worker.ts';
