/** Gathers the ports of the registry: what the use cases need, declared by them, implemented by the adapters. */
export type { Account, Accounts, NewToken, TokenRecord } from './ports/accounts.ts';
export type { ArchiveFileKey, ArchiveFiles } from './ports/archive-files.ts';
export type { ArchiveCompression, ArchiveForm, Archives } from './ports/archives.ts';
export type { Blobs, BlobHandle, ReadRange, UploadProgress, UploadRequest } from './ports/blobs.ts';
export type {
  AgencyRow,
  Catalogue,
  DependentRow,
  PendingSubmission,
  ReleaseFacts,
  ReleaseKey,
  SubmissionRecord,
  VersionBindings,
} from './ports/catalogue.ts';
export type { Documents, StoredDocument } from './ports/documents.ts';
export type {
  AgencyChangePlan,
  AgencyPlan,
  ChannelPlan,
  KeyResetPlan,
  Ledger,
  Plan,
  PlanOutcome,
  PrivatePlan,
  PublicPlan,
  ReleasePlan,
  ReleaseRow,
  StatusPlan,
  TokenPlan,
  TokenRevocationPlan,
  TombstonePlan,
} from './ports/ledger.ts';
export type {
  AgencyStates,
  AgencyStep,
  Log,
  LogEntry,
  LogIdentity,
  LogStatus,
  LogTree,
  StepSpan,
  StoredAgencyState,
  StoredCheckpoint,
} from './ports/log.ts';
export type { MovedName, Names } from './ports/names.ts';
export type { ExplainedWord, Explanation, Highlights, Mark, SearchSort } from '@national-forge/api';
export type { FoundPage, SearchIndex, SearchRequest, SearchUpkeep } from './ports/search-index.ts';
export { callsPython } from './ports/vector-runs.ts';
export type { FailedRun, VectorReport, VectorRuns, VectorTask, VectorTurn } from './ports/vector-runs.ts';
export type { Clock, Downloads, Randomness } from './ports/world.ts';
export type { Statement, StatementFormat, StatementObject, StatementReader } from './ports/statements.ts';
export type {
  LexiconContent,
  Thesauri,
  Thesaurus,
  ThesaurusConcept,
  ThesaurusFacts,
  ThesaurusRecord,
} from './ports/thesauri.ts';
export { ThesaurusError, type ThesaurusErrorCode } from './ports/thesaurus-error.ts';
export { StoreError, type StoreErrorCode } from './ports/store-error.ts';
export type { StoreLimits } from './ports/store-limits.ts';
export {
  AUDIT_STAGES,
  DAMAGE_KINDS,
  type Audit,
  type AuditCounts,
  type AuditStage,
  type Damage,
  type DamageKind,
} from './ports/audit.ts';
export type { BackupBlob, BackupTarget, RestoreTarget, Snapshot } from './ports/backups.ts';
export type { CopyTarget, PrivateRows, RebuildTarget } from './ports/rebuild.ts';
export type {
  ExportTarget,
  ForkReport,
  LogContinuation,
  LogSource,
  LogStage,
  NamedArchive,
  NamedBytes,
  OwnLog,
  SourceStanding,
} from './ports/log-source.ts';
