import type { ProblemParams } from './problem.ts';

/** Names what is wrong with a name, version, channel or reference. */
export type ManifestErrorCode =
  'name-invalid' | 'name-reserved' | 'version-invalid' | 'channel-invalid' | 'selector-invalid';

/** Reports a name, version, channel or reference that cannot be; `describeProblem` tells it to people. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code: ManifestErrorCode;
  readonly params: ProblemParams;

  constructor(code: ManifestErrorCode, params: ProblemParams) {
    super(`${code}: ${Object.values(params).join(', ')}`);
    this.code = code;
    this.params = params;
  }
}
