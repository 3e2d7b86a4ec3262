import type { Candidate } from './candidate.ts';
import { isValidAt } from './civil-date.ts';
import { compareVersions, isStable } from './semantic-version.ts';
import { LATEST, type Selector } from './selector.ts';

/** Says why nothing was left of an algorithm's versions. */
export type NoVersionReason =
  'nothing-published' | 'out-of-range' | 'pre-release-only' | 'yanked' | 'not-in-force' | 'channel-unknown';

/** Holds the versions an asker may get, best first; when there are none, the reason and the nearest miss. */
export type Shortlist =
  | { readonly ok: true; readonly candidates: readonly Candidate[] }
  | { readonly ok: false; readonly reason: NoVersionReason; readonly nearest?: string };

/** Says what to choose from and by what rules. */
export interface ShortlistRequest {
  /** All versions, highest first. */
  readonly published: readonly Candidate[];
  readonly selector: Selector;
  /** Where the asked channel points to, when a channel is asked. */
  readonly channelVersion?: string | undefined;
  readonly at: string;
  readonly isLocked: (version: string) => boolean;
}

/** Sorts candidates, the highest version first. */
export const sortCandidates = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.toSorted((a, b) => compareVersions(b.version, a.version));

/**
 * Picks the versions an asker may get: locked ones first, then the highest.
 * Yanked versions are left out, and versions not in force on the date, except for an exact version; a lock lifts both
 * rules, because it records a choice already made.
 */
export function shortlist(request: ShortlistRequest): Shortlist {
  const { published, selector, isLocked } = request;
  if (published.length === 0) return { ok: false, reason: 'nothing-published' };
  const asked = published.filter(asks(request));
  if (asked.length === 0) return nothingAsked(request);
  const kept = asked.filter(({ version, yanked }) => !yanked || isLocked(version));
  if (kept.length === 0) return miss('yanked', asked);
  const inForce = kept.filter(
    ({ version, validity }) => selector.kind === 'exact' || isLocked(version) || isValidAt(validity, request.at),
  );
  if (inForce.length === 0) return miss('not-in-force', kept);
  if (selector.kind === 'channel') return { ok: true, candidates: inForce.slice(0, 1) };
  const locked = inForce.filter(({ version }) => isLocked(version));
  return { ok: true, candidates: [...locked, ...inForce.filter(({ version }) => !isLocked(version))] };
}

function asks({ selector, channelVersion }: ShortlistRequest): (candidate: Candidate) => boolean {
  switch (selector.kind) {
    case 'exact':
      return ({ version }) => version === selector.version;
    case 'range':
      return ({ version }) => selector.range.includes(version);
    case 'channel':
      return selector.text === LATEST
        ? ({ version }) => isStable(version)
        : ({ version }) => version === channelVersion;
  }
}

function nothingAsked({ published, selector, channelVersion }: ShortlistRequest): Shortlist {
  if (selector.kind === 'channel' && selector.text !== LATEST && channelVersion === undefined) {
    return { ok: false, reason: 'channel-unknown' };
  }
  const stable = published.filter(({ version, yanked }) => isStable(version) && !yanked);
  return stable.length === 0 ? miss('pre-release-only', published) : miss('out-of-range', stable);
}

const miss = (reason: NoVersionReason, candidates: readonly Candidate[]): Shortlist => {
  const nearest = candidates[0]?.version;
  return { ok: false, reason, ...(nearest === undefined ? {} : { nearest }) };
};
