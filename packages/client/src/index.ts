export {
  ClientError,
  isClientError,
  OWN_ERROR_CODES,
  type ClientErrorCode,
  type ClientErrorDetails,
  type ErrorParams,
  type FolderFindings,
  type OwnErrorCode,
} from './client-error.ts';
export { openClient, type Client } from './client.ts';
export { proxyFor, proxyFromEnvironment, type Proxy, type ProxySettings } from './transport/proxy.ts';
export {
  CLIENT_VERSION,
  type RetryEvent,
  type Timeouts,
  type TransportDeps,
  type TransportOptions as ClientOptions,
} from './transport/options.ts';
export type { RetryPolicy } from './transport/retry.ts';
export type { CallOptions } from './registry/call.ts';
export type { PageOptions, Reading, SearchInput, Tagged } from './registry/reading.ts';
export type { Versions } from './registry/versions.ts';
export type { Accounts, TokenInput } from './registry/accounts.ts';
export type { ChannelMove, Lifecycle, StatusWish } from './registry/lifecycle.ts';
export type { BlobSource, UploadOptions } from './registry/upload.ts';
export type { ArchiveSource, DownloadOptions } from './registry/download.ts';
export type { Publishing, PublishEvent, PublishOptions, ReleaseOffer } from './registry/publishing.ts';
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
export { verifyFolder, type Expectation, type FolderReport } from './install/verify-folder.ts';
