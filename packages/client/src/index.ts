export {
  ClientError,
  isClientError,
  OWN_ERROR_CODES,
  type ClientErrorCode,
  type ClientErrorDetails,
  type ErrorParams,
  type FolderFindings,
  type OwnErrorCode,
  type TooSmallBump,
} from './client-error.ts';
export { openClient, type Client, type ClientOptions } from './client.ts';
export { proxyFor, proxyFromEnvironment, type Proxy, type ProxySettings } from './transport/proxy.ts';
export {
  CLIENT_VERSION,
  type RetryEvent,
  type Timeouts,
  type TransportDeps,
  type TransportOptions,
} from './transport/options.ts';
export type { MovedName } from './transport/redirect.ts';
export type { RetryPolicy } from './transport/retry.ts';
export type { CallOptions } from './registry/call.ts';
export type { PageOptions, Reading, Tagged } from './registry/reading.ts';
export type { SearchInput, Searching } from './registry/searching.ts';
export type { Versions } from './registry/versions.ts';
export type { Accounts, TokenInput } from './registry/accounts.ts';
export type { ChannelMove, Lifecycle, StatusWish } from './registry/lifecycle.ts';
export type { BlobSource, UploadOptions } from './registry/upload.ts';
export type { ArchiveSource, DownloadOptions } from './registry/download.ts';
export type { Publishing, PublishEvent, PublishOptions, ReleaseOffer } from './registry/publishing.ts';
export { judgeContent, type JudgeOptions } from './contracts/judge-content.ts';
export type { FileMeans, PublishedRelease } from './contracts/published-release.ts';
export { openVersionsOf, type PublishedVersions } from './contracts/published-versions.ts';
export { checkFolder, type CheckedFolder, type CheckFolderOptions } from './publish/check-folder.ts';
export {
  publishFolders,
  type PublishedFolders,
  type PublishFoldersEvent,
  type PublishFoldersOptions,
} from './publish/publish-folders.ts';
export {
  formatProjectFile,
  parseProjectFile,
  PROJECT_FILE,
  readProjectFile,
  type ProjectFile,
  type Requirements,
} from './project/project-file.ts';
export { formatLock, LOCK_FILE, LOCK_VERSION, parseLock, type Lock, type LockedRelease } from './project/lock.ts';
export { findLock, readLock } from './project/read-lock.ts';
export { INDEX_FILE, MODULES_FOLDER } from './project/layout.ts';
export { parseIndex, type IndexedModule, type ModuleIndex } from './project/index-file.ts';
export type { ProjectEvent, ProjectOptions } from './project/context.ts';
export type { ReleaseWarning } from './project/resolve-lock.ts';
export { defaultCacheFolder, type Cache } from './cache/cache.ts';
export { pruneCache, type Pruned, type PruneOptions } from './cache/prune.ts';
export { addRequirements, install, update, type InstallOptions, type InstallResult } from './install/install.ts';
export type { Applied } from './install/apply.ts';
export { outdated, type Outdated } from './install/outdated.ts';
export {
  verifyProject,
  verifyRelease,
  type ModuleReport,
  type ProjectReport,
  type ReleaseReport,
} from './install/verify.ts';
export type { ChangeKeysOptions, EntriesOptions, LogCalls, TreeOptions } from './registry/log.ts';
export { assertReceipt, type CheckedReceipt, type ExpectedLeaf } from './registry/receipt.ts';
export type { WriteHooks } from './registry/writing.ts';
export { verifyFolder, type Expectation, type FolderReport } from './install/verify-folder.ts';
export type { Anchors } from './install/anchors.ts';
export { readProofFile } from './install/proof-file.ts';
export { verifyArtifact, type ArtifactOptions, type ArtifactReport } from './install/verify-artifact.ts';
export type { VerifyStep } from './install/verify-step.ts';
export type { AgencyPin, KnownAgency, KnownLog, LogPin } from './trust/known-log.ts';
export { findKnownLog } from './trust/last-seen.ts';
export type { TrustMeans } from './trust/open-log.ts';
export type { FirstUse } from './trust/session.ts';
export type { MovedTo } from './project/moved-names.ts';
export { TRUST_STEPS, type TrustStep } from './trust/step.ts';
export { trustAgency, type AgencyOffer } from './trust/trust-agency.ts';
export { defaultTrustFolder } from './trust/trust-folder.ts';
export { trustLog, type LogOffer } from './trust/trust-log.ts';
export { trustingHooks, trustingReader, type ReadingOptions, type TrustingReader } from './trust/reading.ts';
export {
  foldersJudge,
  type FolderJudgement,
  type JudgeFolders,
  type JudgeFoldersMeans,
  type RunnableVersion,
} from './publish/judge-folders.ts';
export type { SignedWaiver } from './publish/sign-waivers.ts';
export { signFolders, type SignedFolder, type SigningOptions } from './publish/sign-folders.ts';
export { createKey, type KeyWish, type StoredKey } from './keys/create-key.ts';
export { findKey, listKeys, problemOf, type KeyList } from './keys/list-keys.ts';
export { openKey, type KeySource, type OpenedKey, type OpenKeyOptions } from './keys/open-key.ts';
export type { KeyInfo } from './keys/key-file.ts';
export { defaultKeyFolder } from './keys/key-folder.ts';
export { exportPublic, type ExportedKey } from './keys/export-public.ts';
export {
  signWith,
  signWithFolder,
  type ChooseSigners,
  type KeysOfFolder,
  type SigningRequest,
} from './keys/choose-signers.ts';
export { readAgency, type AgencyReader, type ReadAgencyOptions, type VerifiedAgency } from './keys/read-agency.ts';
export { presentOnly } from './keys/present-only.ts';
export { readEnvelopeFile, writeEnvelopeFile } from './keys/envelope-file.ts';
export type { ChangeWish } from './keys/change-wish.ts';
export {
  changeWith,
  prepareChange,
  readChange,
  type ChangeOptions,
  type PartySignatures,
  type PreparedChange,
} from './keys/prepare-change.ts';
export { sendChange, type SendOptions } from './keys/send-change.ts';
export { rotateKey, type Rotated, type Rotation } from './keys/rotate-key.ts';
export { requestReset } from './keys/request-reset.ts';
export { readLog, type LogBatch, type LogEntry, type ReadLogOptions } from './log/read-log.ts';
export { followLog, type FollowLogOptions, type Interruption } from './log/follow-log.ts';
export type { AcceptCheckpoint } from './log/accept-checkpoint.ts';
