import type { Candidate } from './candidate.ts';
import { compareVersions, majorOf } from './semantic-version.ts';
import { slotKey, type Answer, type Clash } from './search.ts';

/** Is a wish learnt from a clash: this asker, once chosen, needs one of these versions in that slot. */
interface Hint {
  readonly id: string;
  readonly slot: string;
  readonly versions: ReadonlySet<string>;
}

/**
 * Remembers which versions later askers needed, so that the next search tries those first.
 * Without it the first asker of an algorithm would get the highest version and a later, narrower asker would be pushed
 * down to an old release of its own; with it both get the highest version that suits both. Hints only order the tries:
 * they never hide a version, so the search stays complete.
 */
export type Hints = ReadonlyMap<string, Hint>;

/** Adds what a clash teaches; returns the same hints when it is known already. */
export function learn(hints: Hints, { edge, slot, candidates }: Clash): Hints {
  const id = [edge.by, edge.range, slot].join(' ');
  if (hints.has(id)) return hints;
  const versions = new Set(candidates.map(({ version }) => version));
  return new Map(hints).set(id, { id, slot, versions });
}

/** Keeps the hints whose askers are part of a solution. */
export function relevant(hints: Hints, answers: readonly Answer[]): Hints {
  const met = new Set(answers.map(({ edge, version }) => [edge.by, edge.range, slotKey(edge.name, version)].join(' ')));
  return new Map([...hints].filter(([id]) => met.has(id)));
}

/** Orders the versions an asker may get: locked, then by major, then those that suit most hints, then the highest. */
export function orderByHints(name: string, candidates: readonly Candidate[], order: OrderRules): readonly Candidate[] {
  const wishes = [...order.hints.values()].filter(({ slot }) => slot.startsWith(`${name}@`));
  if (wishes.length === 0) return candidates;
  const suits = (version: string) => {
    const slot = slotKey(name, version);
    return wishes.filter((hint) => hint.slot === slot && hint.versions.has(version)).length;
  };
  const rank = ({ version }: Candidate) => [Number(order.isLocked(version)), majorOf(version), suits(version)] as const;
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(candidate) }));
  ranked.sort(
    (a, b) =>
      b.rank[0] - a.rank[0] ||
      b.rank[1] - a.rank[1] ||
      b.rank[2] - a.rank[2] ||
      compareVersions(b.candidate.version, a.candidate.version),
  );
  return ranked.map(({ candidate }) => candidate);
}

/** Says what goes before height when versions are ordered. */
export interface OrderRules {
  readonly hints: Hints;
  readonly isLocked: (version: string) => boolean;
}
