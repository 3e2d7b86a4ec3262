import type { PublishRequest } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';

import type { Account } from '../../ports.ts';

/** Is a publish request as it enters the pipeline. */
export interface Upload {
  readonly account: Account;
  readonly request: PublishRequest;
  /** Language of the warnings in the receipt. */
  readonly locale: Locale;
  readonly submissionId: string;
}

/** Is one release of a publish request. */
export type ReleaseRequest = PublishRequest['releases'][number];

/** Names a release in problems: `agency/name@version`. */
export const labelOf = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `${name}@${version}`;
