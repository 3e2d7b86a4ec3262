/** Lists every code of a finding, in the order of the checks. */
export const FINDING_CODES = [
  'manifest-missing',
  'manifest-problem',
  'access-unsupported',
  'risk-prohibited',
  'readme-missing',
  'file-missing',
  'glob-empty',
  'file-too-large',
  'files-too-large',
  'json-encoding',
  'json-syntax',
  'json-truncated',
  'json-too-deep',
  'json-too-many-values',
  'json-duplicate-key',
  'json-key-refused',
  'json-number-range',
  'json-lone-surrogate',
  'schema-keyword-unknown',
  'schema-dialect',
  'schema-id-nested',
  'schema-ref-remote',
  'schema-ref-missing',
  'schema-ref-file-missing',
  'schema-ref-not-json',
  'schema-ref-dynamic',
  'schema-nullable',
  'schema-pattern-invalid',
  'schema-text-invalid',
  'schema-too-large',
  'schema-files-too-large',
  'schema-invalid',
  'schema-endless',
  'schema-tolerant',
  'vectors-not-list',
  'vectors-empty',
  'vectors-too-many',
  'vector-not-object',
  'vector-member-unknown',
  'vector-member-missing',
  'vector-member-invalid',
  'vector-name-duplicate',
  'vector-input-invalid',
  'vector-output-invalid',
  'vector-supersedes-unknown',
  'entry-extension',
  'script-encoding',
  'script-syntax',
  'script-import',
  'script-default-missing',
  'function-missing',
  'secret-found',
  'token-found',
  'check-timeout',
  'check-too-heavy',
  'findings-cut',
] as const;

/** Names what was found; stable English, part of the API. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** Holds the facts of a finding that its texts show; `describeFinding` puts them into sentences. */
export type FindingParams = Readonly<Record<string, string | number>>;

/** Describes one thing found in a release, and where. Errors keep it from being published, warnings do not. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: FindingCode;
  /** Path inside the release. */
  readonly file?: string;
  /** Line, from 1. */
  readonly line?: number;
  /** Column, from 1, in UTF-16 code units as editors count. */
  readonly column?: number;
  /** JSON Pointer (RFC 6901) inside the file. */
  readonly pointer?: string;
  readonly params: FindingParams;
}

/** Says where a finding lies. */
export type Whereabouts = Pick<Finding, 'file' | 'line' | 'column' | 'pointer'>;

/** Makes an error. */
export const errorAt = (code: FindingCode, where: Whereabouts = {}, params: FindingParams = {}): Finding => ({
  severity: 'error',
  code,
  ...where,
  params,
});

const SHOWN = 120;
const ELLIPSIS = '…';

/** Shortens a text of the release for showing: hostile files must not fill anybody's screen, nor hide in it. */
export function showable(text: string): string {
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}${ELLIPSIS}` : text;
  // Controls and bidirectional overrides would let a file rewrite the message around it.
  return cut.toWellFormed().replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}
