import { showable } from './characters.ts';
import type { ProblemParams } from './problem.ts';

/** Names what is wrong with a name, version, channel or reference. */
export type ManifestErrorCode =
  'name-invalid' | 'name-reserved' | 'version-invalid' | 'channel-invalid' | 'selector-invalid';

/** Reports a name, version, channel or reference that cannot be; `describeProblem` tells it to people. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code: ManifestErrorCode;
  readonly params: ProblemParams;

  /** @param params facts for the texts; what a hostile caller wrote is made fit to be shown */
  constructor(code: ManifestErrorCode, params: Readonly<Record<string, string>>) {
    const shown = Object.entries(params).map(([key, value]) => [key, showable(value)] as const);
    super(`${code}: ${shown.map(([, value]) => value).join(', ')}`);
    this.code = code;
    this.params = Object.fromEntries(shown);
  }
}
