import { compareVersions } from '../semantic-version.ts';
import { lineOf } from './level.ts';
import { versionsOfLine, type PublishedVersion } from './neighbours.ts';
import { freeAfter } from './required-bump.ts';

/** Asks for the smallest honest number of a version that was judged under another one. */
export interface HonestSearch {
  /** The number under which it was judged. */
  readonly version: string;
  /** What that judgement demands; see `requiredBump`. */
  readonly required: string;
  /** Every version that is published, yanked ones and pre-releases, too. */
  readonly published: readonly PublishedVersion[];
  /** Judges it under another number, and gives the one demanded then; undefined where that could not be judged. */
  readonly judgeAs: (version: string) => Promise<string | undefined>;
  /** How many gaps above are looked at, those below the highest versions: each costs a judgement. 32 by default. */
  readonly gaps?: number;
}

const GAPS = 32;

/**
 * Finds the smallest honest number. `requiredBump` sees the versions beside one place only: where no number fits below the next
 * published version, one may fit after that, or after the highest of the line, before another line is begun. Each is judged there
 * anew, the lowest first.
 */
export async function smallestHonest({ gaps = GAPS, ...search }: HonestSearch): Promise<string> {
  const { version, required, published, judgeAs } = search;
  if (lineOf(required) === lineOf(version)) return required;
  const taken = new Set(published.map((one) => one.version));
  const above = versionsOfLine(version, published).filter((one) => compareVersions(one.version, version) > 0);
  const starts = new Set(above.map(({ version: lower }) => freeAfter(lower, taken)));
  for (const start of [...starts].slice(-gaps)) {
    const next = await judgeAs(start);
    if (next !== undefined && lineOf(next) === lineOf(version)) return next;
  }
  return required;
}
