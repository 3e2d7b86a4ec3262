import type { CheckWorker } from '@national-forge/admission';

import type {
  Accounts,
  AgencyStates,
  ArchiveFiles,
  Archives,
  Blobs,
  Catalogue,
  Clock,
  Documents,
  Downloads,
  Ledger,
  Log,
  LogTree,
  Names,
  Randomness,
  SearchIndex,
  SearchUpkeep,
  VectorRuns,
} from '../ports.ts';
import type { ContentCache } from './content/content-cache.ts';
import type { Comparing } from './diff/comparing.ts';

/** Bounds what the registry accepts; sizes in bytes. */
export interface ServiceLimits {
  readonly archiveBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly bodyBytes: number;
  readonly releasesPerRequest: number;
  /** Archives inspected at the same time; the others wait. */
  readonly inspections: number;
}

const MiB = 1024 * 1024;

/** Bounds the service where the operator says nothing. */
export const DEFAULT_SERVICE_LIMITS: ServiceLimits = Object.freeze({
  archiveBytes: 1024 * MiB,
  unpackedBytes: 4096 * MiB,
  files: 20_000,
  fileBytes: 2048 * MiB,
  bodyBytes: MiB,
  releasesPerRequest: 100,
  inspections: 4,
});

/** Gathers what the use cases need of the world; made once, by the wiring. */
export interface Deps {
  readonly ledger: Ledger;
  readonly catalogue: Catalogue;
  readonly accounts: Accounts;
  readonly documents: Documents;
  readonly blobs: Blobs;
  readonly archives: Archives;
  readonly archiveFiles: ArchiveFiles;
  readonly search: SearchIndex;
  readonly searchUpkeep: SearchUpkeep;
  readonly downloads: Downloads;
  readonly log: Log;
  readonly tree: LogTree;
  readonly agencyStates: AgencyStates;
  readonly names: Names;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly limits: ServiceLimits;
  /** Runs the checks that a hostile release could make endless. */
  readonly checks: CheckWorker;
  /** Keeps schemas, vectors and programs of versions with which others are compared, or which others call. */
  readonly contents: ContentCache;
  /** Compares schemas for those who read. */
  readonly comparing: Comparing;
  /** Runs the vectors of releases, in turns that are fair to agencies. */
  readonly vectors: VectorRuns;
}
