/** Lists every code of a problem, in the order of the specification (docs/spec/manifest.md). */
export const MANIFEST_PROBLEM_CODES = [
  'file-too-large',
  'file-not-utf8',
  'file-empty',
  'character-refused',
  'yaml-syntax',
  'yaml-indentation',
  'yaml-tab',
  'yaml-unclosed',
  'yaml-no-colon',
  'yaml-nested',
  'yaml-after-quote',
  'yaml-first-character',
  'yaml-alias',
  'yaml-anchor',
  'yaml-tag',
  'yaml-merge-key',
  'yaml-directive',
  'yaml-documents',
  'yaml-too-deep',
  'yaml-too-many-tokens',
  'duplicate-key',
  'key-not-text',
  'unknown-key',
  'missing-key',
  'required-when',
  'schema-version-unsupported',
  'value-missing',
  'value-unknown',
  'expected-text',
  'expected-number',
  'expected-boolean',
  'expected-list',
  'expected-map',
  'language-missing',
  'text-empty',
  'text-too-long',
  'text-marks',
  'text-line-break',
  'list-empty',
  'list-too-long',
  'list-duplicate',
  'code-invalid',
  'name-invalid',
  'name-reserved',
  'version-invalid',
  'channel-invalid',
  'selector-invalid',
  'range-invalid',
  'dependency-self',
  'date-invalid',
  'dates-reversed',
  'duration-invalid',
  'url-invalid',
  'uri-invalid',
  'path-invalid',
  'path-not-nfc',
  'path-not-json',
  'entry-function',
  'email-invalid',
  'language-tag-invalid',
  'license-invalid',
  'license-unknown',
  'license-deprecated',
  'problems-cut',
] as const;

/** Names what is wrong with a manifest. */
export type ManifestProblemCode = (typeof MANIFEST_PROBLEM_CODES)[number];

/** Carries the facts of a problem (a key, a limit, the nearest known word) that its texts show. */
export type ProblemParams = Readonly<Record<string, string | number>>;

/** Describes one thing that is wrong with a manifest, and where. */
export interface ManifestProblem {
  readonly code: ManifestProblemCode;
  /** JSON Pointer (RFC 6901) of the member concerned; empty for the whole document. */
  readonly path: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 code units as editors count. */
  readonly column: number;
  readonly params: ProblemParams;
}

/** Holds a problem before its offset in the text became a line and a column. */
export interface FoundProblem {
  readonly code: ManifestProblemCode;
  readonly path: readonly PropertyKey[];
  /** Offset in the text, in UTF-16 code units. */
  readonly offset: number;
  readonly params: ProblemParams;
}

/** Reports a problem of a value to whoever gathers them; `path` leads from the value to a member of it. */
export type Report = (code: ManifestProblemCode, params?: ProblemParams, path?: readonly PropertyKey[]) => void;
