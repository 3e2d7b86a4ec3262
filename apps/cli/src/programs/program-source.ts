import type { ReleaseFiles } from '@national-forge/admission';
import type { Manifest } from '@national-forge/manifest';
import type { Program } from '@national-forge/runner';
import type { ContractVector } from '@national-forge/versioning';

/** Is what a program is put together from: a folder, what is installed, or a published version whose files are fetched one by one. */
export interface ProgramSource {
  /** What people call it: the folder as they wrote it, or `agency/name@1.2.0`; sources are told apart by it. */
  readonly label: string;
  readonly manifest: Manifest;
  readonly files: ReleaseFiles;
  /** Whether it is a folder of who calls: Python of it runs without a sandbox where they said `--trust-local`. */
  readonly isOwn?: boolean;
  /** The present name, where it may have another one by now than when it was published. */
  readonly name?: string;
}

/** Is an algorithm that was read, with what it calls. */
export interface LoadedProgram {
  readonly name: string;
  readonly version: string;
  /** Undefined where there is nothing to run: engine `none`. */
  readonly program: Program | undefined;
  readonly vectors: readonly ContractVector[];
}
