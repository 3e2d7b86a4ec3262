import type { Candidate } from './candidate.ts';
import { VersioningError } from './error.ts';
import { failureError } from './failure.ts';
import { learn, orderByHints, type Hints } from './hints.ts';
import type { Library } from './library.ts';
import {
  continueSearch,
  slotKey,
  startSearch,
  type Answer,
  type Domain,
  type Edge,
  type SearchSpace,
} from './search.ts';

/** Says what to look for, where, and how hard. */
export interface Expedition {
  readonly library: Library;
  readonly roots: readonly Edge[];
  readonly limit: number;
  /** Gives the present name of an algorithm whose name moved. */
  readonly presentName: (name: string) => string;
  /** Whether clashes may still change the order of the tries. */
  readonly learns: boolean;
  readonly hints: Hints;
  /** Allows no other version where a locked one suits. */
  readonly keepsLock?: boolean;
}

/** Is a solution, with what was learnt on the way to it. */
export interface Found {
  readonly answers: readonly Answer[];
  readonly hints: Hints;
}

/**
 * Searches on each time something was fetched, and anew each time something was learnt, until it ends.
 *
 * @throws VersioningError with the failure worth telling, or `too-many-steps`
 */
export async function explore(expedition: Expedition): Promise<Found> {
  const { library, roots } = expedition;
  const space = openSpace(expedition);
  let state = startSearch(space, roots);
  for (;;) {
    const outcome = continueSearch(state);
    switch (outcome.kind) {
      case 'solved':
        return { answers: outcome.answers, hints: space.hints() };
      case 'failed':
        throw failureError(outcome.failure);
      case 'missing':
        await library.load(outcome.edges);
        break;
      case 'stopped':
        state = startSearch(space, roots);
        break;
    }
  }
}

/** Searches as `explore` does; undefined when there is no solution or it takes too many steps. */
export async function tryExplore(expedition: Expedition): Promise<Found | undefined> {
  try {
    return await explore(expedition);
  } catch (error) {
    if (error instanceof VersioningError) return undefined;
    throw error;
  }
}

function openSpace({
  library,
  limit,
  learns,
  hints: first,
  keepsLock = false,
  presentName,
}: Expedition): SearchSpace & { hints(): Hints } {
  let hints = first;
  let steps = 0;
  const ordered = new Map<string, Domain>();
  const arrange = (name: string, candidates: readonly Candidate[]): Domain => {
    const isLocked = (version: string) => library.isLocked(name, version);
    const allowed = keepsLock ? withinLock(name, candidates, isLocked) : candidates;
    return { ok: true, candidates: orderByHints(name, allowed, { hints, isLocked }) };
  };
  const domain = (edge: Edge): Domain | undefined => {
    const key = `${edge.name}@${edge.range}`;
    const known = ordered.get(key) ?? library.find(edge);
    if (known === undefined || ordered.has(key)) return known;
    const made = known.ok ? arrange(edge.name, known.candidates) : known;
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
  return { domain, onClash, step, presentName, hints: () => hints };
}

/** Leaves of each major that holds a suitable locked version only that one. */
function withinLock(name: string, candidates: readonly Candidate[], isLocked: (version: string) => boolean) {
  const held = new Set(
    candidates.filter(({ version }) => isLocked(version)).map(({ version }) => slotKey(name, version)),
  );
  return candidates.filter(({ version }) => isLocked(version) || !held.has(slotKey(name, version)));
}
