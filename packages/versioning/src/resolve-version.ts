import type { Candidate, CandidateSource } from './candidate.ts';
import { assertCivilDate } from './civil-date.ts';
import { failureError, noVersion, ROOT, unknownAlgorithm } from './failure.ts';
import { LATEST, parseSelector } from './selector.ts';
import { shortlist, sortCandidates } from './shortlist.ts';

/** Asks for one version of one algorithm. */
export interface VersionRequest {
  readonly name: string;
  /** A range, an exact version or a channel. */
  readonly selector: string;
  readonly source: CandidateSource;
  /** The civil date (`YYYY-MM-DD`) for which rules are wanted. */
  readonly at: string;
  /** The version a lock file holds: preferred where it fits, even when yanked or no longer in force. */
  readonly locked?: string | undefined;
}

/**
 * Resolves a range, an exact version or a channel of one algorithm to the version to use at a civil date.
 * The highest version wins; versions that are yanked or not in force on the date are skipped (an exact version may be
 * out of force). `latest` is the highest stable version by the same rules.
 *
 * @throws VersioningError `range-invalid`, `date-invalid`, `algorithm-unknown`, `no-version` (params: name, range, at,
 * reason, nearest)
 */
export async function resolveVersion(request: VersionRequest): Promise<Candidate> {
  const { name, source, at, locked } = request;
  assertCivilDate(at);
  const selector = parseSelector(request.selector);
  const asksChannel = selector.kind === 'channel' && selector.text !== LATEST;
  const [published, channelVersion] = await Promise.all([
    source.candidates(name),
    asksChannel ? source.channel(name, selector.text) : undefined,
  ]);
  const chain = [{ by: ROOT, name, range: request.selector }];
  if (published === undefined) throw failureError(unknownAlgorithm(chain));
  const list = shortlist({
    published: sortCandidates(published),
    selector,
    channelVersion,
    at,
    isLocked: (version) => version === locked,
  });
  const best = list.ok ? list.candidates[0] : undefined;
  if (best === undefined) throw failureError(noVersion(chain, at, list));
  return best;
}
