import type { CandidateSource } from './candidate.ts';
import { assertCivilDate } from './civil-date.ts';
import { VersioningError } from './error.ts';
import { failureError, ROOT } from './failure.ts';
import { learn, orderByHints, relevant, type Hints } from './hints.ts';
import { openLibrary, type Library } from './library.ts';
import { search, sortedEntries, TOP, type Answer, type Domain, type Edge, type SearchSpace } from './search.ts';
import { compareVersions, majorOf } from './semantic-version.ts';
import { parseSelector } from './selector.ts';

/** Asks for a whole set of algorithms with everything they depend on. */
export interface SetRequest {
  /** `agency/name` → range, exact version or channel. */
  readonly requirements: Readonly<Record<string, string>>;
  readonly source: CandidateSource;
  /** The civil date (`YYYY-MM-DD`) for which rules are wanted. */
  readonly at: string;
  /** `agency/name@major` → version: tried first, even when yanked or out of force. Leave it out to update. */
  readonly locked?: Readonly<Record<string, string>> | undefined;
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
 * suits both. Locked versions come first, then the highest; dependencies may be circular. The answer depends only on
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
  const roots = sortedEntries(request.requirements).map(([name, range]) => ({ by: ROOT, name, range, asker: TOP }));
  const limit = request.stepLimit ?? STEP_LIMIT;
  const found = await explore({ library, roots, limit, learns: true, hints: new Map() });
  const hints = relevant(found.hints, found.answers);
  // A hint of an asker that was dropped on the way may hold a version down for nobody: search again without it.
  const better =
    hints.size < found.hints.size ? await tryExplore({ library, roots, limit, learns: false, hints }) : found;
  return { releases: toReleases((better ?? found).answers) };
}

interface Expedition {
  readonly library: Library;
  readonly roots: readonly Edge[];
  readonly limit: number;
  readonly learns: boolean;
  readonly hints: Hints;
}

interface Found {
  readonly answers: readonly Answer[];
  readonly hints: Hints;
}

/** Searches again each time something was fetched or learnt, until it ends. */
async function explore(expedition: Expedition): Promise<Found> {
  const { library, roots } = expedition;
  const space = openSpace(expedition);
  for (;;) {
    const outcome = search(space, roots);
    switch (outcome.kind) {
      case 'solved':
        return { answers: outcome.answers, hints: space.hints() };
      case 'failed':
        throw failureError(outcome.failure);
      case 'missing':
        await library.load(outcome.edges);
        break;
      case 'stopped':
        break;
    }
  }
}

async function tryExplore(expedition: Expedition): Promise<Found | undefined> {
  try {
    return await explore(expedition);
  } catch (error) {
    if (error instanceof VersioningError && error.code === 'too-many-steps') return undefined;
    throw error;
  }
}

function openSpace({ library, limit, learns, hints: first }: Expedition): SearchSpace & { hints(): Hints } {
  let hints = first;
  let steps = 0;
  const ordered = new Map<string, Domain>();
  const domain = (edge: Edge): Domain | undefined => {
    const key = `${edge.name}@${edge.range}`;
    const known = ordered.get(key) ?? library.find(edge);
    if (known === undefined || ordered.has(key)) return known;
    const isLocked = (version: string) => library.isLocked(edge.name, version);
    const made: Domain = known.ok
      ? { ok: true, candidates: orderByHints(edge.name, known.candidates, { hints, isLocked }) }
      : known;
    ordered.set(key, made);
    return made;
  };
  const onClash: SearchSpace['onClash'] = (clash) => {
    if (!learns || library.isLocked(clash.edge.name, clash.version)) return false;
    const learnt = learn(hints, clash);
    if (learnt === hints) return false;
    hints = learnt;
    ordered.clear();
    return true;
  };
  const step = () => {
    if (++steps > limit)
      throw new VersioningError('too-many-steps', `no answer in ${limit} steps`, { params: { steps: limit } });
  };
  return { domain, onClash, step, hints: () => hints };
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
