import type { ProblemItem, VectorResult, Verdict } from '@national-forge/api';
import type { FileEntry } from '@national-forge/archive';
import type { Locale, Manifest } from '@national-forge/manifest';

import type { ReleaseFacts, ReleaseRow } from '../../ports.ts';
import type { SignedRelease } from './signed-release.ts';
import type { ReleaseRequest } from './upload.ts';

declare const stage: unique symbol;

interface Judged {
  readonly [stage]: 'judged';
}

/** Is a release that may be recorded, or one that stands already with the same content. */
export type JudgedRelease =
  | (Judged & { readonly kind: 'standing'; readonly facts: ReleaseFacts })
  | (Judged & {
      readonly kind: 'new';
      readonly request: ReleaseRequest;
      readonly signed: SignedRelease;
      readonly manifest: Manifest;
      readonly digests: {
        readonly manifest: string;
        readonly contract: string | null;
        readonly vectors: string | null;
      };
      readonly files: readonly FileEntry[];
      readonly verdict: Verdict;
      readonly vectorResult: VectorResult;
      /** The revision of its algorithm that its number was judged at. */
      readonly revision: ReleaseRow['revision'];
      /** What does not hinder the publish but should be known. */
      readonly warnings: (locale: Locale) => ProblemItem[];
    });

/** Is a release that may be recorded. */
export type NewlyJudged = Extract<JudgedRelease, { kind: 'new' }>;
