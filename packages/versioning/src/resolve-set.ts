import type { CandidateSource } from './candidate.ts';
import { assertCivilDate } from './civil-date.ts';
import { explore, tryExplore } from './explore.ts';
import { ROOT } from './failure.ts';
import { relevant } from './hints.ts';
import { openLibrary } from './library.ts';
import { sortedEntries, TOP, type Answer } from './search.ts';
import { compareVersions, majorOf } from './semantic-version.ts';
import { parseSelector } from './selector.ts';

/** Asks for a whole set of algorithms with everything they depend on. */
export interface SetRequest {
  /** `agency/name` → range, exact version or channel. */
  readonly requirements: Readonly<Record<string, string>>;
  readonly source: CandidateSource;
  /** The civil date (`YYYY-MM-DD`) for which rules are wanted. */
  readonly at: string;
  /**
   * `agency/name@major` → version: tried first, even when yanked or out of force. Leave it out to update. A range that suits
   * two locked majors gets the higher one, also where it had the other: a lock does not hold who got which.
   */
  readonly locked?: Readonly<Record<string, string>> | undefined;
  /**
   * Gives the present name of an algorithm whose name moved: requirements and dependencies may say an old one. The source
   * is asked, and answers and errors tell, present names; those in `locked` must be so already.
   */
  readonly presentName?: ((name: string) => string) | undefined;
  /** How many tries the search may make before it gives up; counted, not timed. Default 200,000. */
  readonly stepLimit?: number | undefined;
}

/** Is one release of a resolution, with everyone who asked for it. */
export interface ResolvedRelease {
  readonly name: string;
  readonly version: string;
  readonly major: number;
  readonly requiredBy: readonly { readonly by: string; readonly range: string }[];
}

/** Is a set of releases that satisfies every requirement; sorted by name, then version. */
export interface Resolution {
  readonly releases: readonly ResolvedRelease[];
}

const STEP_LIMIT = 200_000;

/**
 * Resolves requirements and all they depend on to one version per algorithm and major.
 * Several majors of one algorithm may stand side by side; two askers of the same major share the highest version that
 * suits both. When all that is locked can stay, it stays; else locked versions come first, then the highest.
 * Dependencies may be circular. The answer depends only on
 * what is published and asked, never on the order of keys or on time. Algorithms are fetched when a chosen release
 * asks for them, each once, all of a level at the same time.
 *
 * @example
 * const { releases } = await resolveSet({ requirements: { 'dgi/income-tax': '^2' }, source, at: civilDate(new Date()) });
 *
 * @throws VersioningError `range-invalid`, `date-invalid`, `algorithm-unknown`, `no-version`, `conflict` (chains of both
 * sides), `too-many-steps`
 */
export async function resolveSet(request: SetRequest): Promise<Resolution> {
  assertCivilDate(request.at);
  for (const range of Object.values(request.requirements)) parseSelector(range);
  const locked = new Map(Object.entries(request.locked ?? {}));
  const library = openLibrary({ source: request.source, at: request.at, locked });
  const presentName = request.presentName ?? ((name: string) => name);
  const roots = sortedEntries(request.requirements).map(([name, range]) => ({
    ...{ by: ROOT, name: presentName(name), range },
    asker: TOP,
  }));
  const plan = { library, presentName, roots, limit: request.stepLimit ?? STEP_LIMIT, learns: true, hints: new Map() };
  const kept = locked.size === 0 ? undefined : await tryExplore({ ...plan, keepsLock: true });
  const found = kept ?? (await explore(plan));
  const hints = relevant(found.hints, found.answers);
  // A hint of an asker that was dropped on the way may hold a version down for nobody: search again without it.
  const better =
    hints.size < found.hints.size
      ? await tryExplore({ ...plan, keepsLock: kept !== undefined, learns: false, hints })
      : found;
  return { releases: toReleases((better ?? found).answers) };
}

function toReleases(answers: readonly Answer[]): readonly ResolvedRelease[] {
  const releases = Map.groupBy(answers, ({ edge, version }) => `${edge.name}@${version}`);
  return [...releases.values()]
    .map((group) => toRelease(group))
    .toSorted((a, b) => compareText(a.name, b.name) || compareVersions(a.version, b.version));
}

function toRelease(group: readonly Answer[]): ResolvedRelease {
  const [first] = group;
  if (first === undefined) throw new Error('a release nobody asked for');
  const { edge, version } = first;
  const requiredBy = group
    .map(({ edge: { by, range } }) => ({ by, range }))
    .toSorted((a, b) => compareText(a.by, b.by));
  return { name: edge.name, version, major: majorOf(version), requiredBy };
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
