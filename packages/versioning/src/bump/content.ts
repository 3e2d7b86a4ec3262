import type { LanguageMap, Manifest } from '@national-forge/manifest';

import type { Json } from '../contract/formula.ts';
import type { Schema } from '../contract/schema.ts';

/** Says how far a number may be from the expected one. */
export interface Tolerance {
  readonly abs?: number;
  readonly rel?: number;
}

/** Names a vector of an earlier version whose result was an error of its author, and says why. */
export interface Supersedes {
  readonly version: string;
  readonly name: string;
  readonly reason: LanguageMap;
}

/** Is an input with the output that a version promises for it. */
export interface ContractVector {
  readonly name: string;
  readonly input: Json;
  readonly output: Json;
  readonly tolerance?: Tolerance;
  readonly supersedes?: Supersedes;
}

/** Is a vector of an earlier version that binds a later one. */
export interface EarlierVector extends ContractVector {
  /** The version whose vector it is. */
  readonly version: string;
}

/** Is a file of a version, for telling which ones differ. */
export interface ContentFile {
  readonly path: string;
  readonly digest: string;
}

/** Holds what of a version later versions are held to. */
export interface VersionContent {
  readonly manifest: Manifest;
  /** The two schemas of the contract; null where nothing is run (engine `none`). */
  readonly schemas: { readonly input: Schema; readonly output: Schema } | null;
  readonly vectors: readonly ContractVector[];
  /** The files, where it is to be told which of them differ. */
  readonly files?: readonly ContentFile[];
}

/** Is a vector of one version that another version was run on and did not pass. */
export interface FailedVector {
  /** The version whose vector it is. */
  readonly version: string;
  readonly name: string;
  readonly input: Json;
  readonly expected: Json;
  /** What came instead: another output, or the code of a fault. */
  readonly outcome: { readonly actual: Json } | { readonly error: string };
}
