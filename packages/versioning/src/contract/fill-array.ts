import { isEqual } from './equal.ts';
import { all, type Formula, type Json } from './formula.ts';
import type { Search } from './search-within.ts';
import { Undecided } from './undecided.ts';

/** Is items of which the same is demanded, on places that are alike. */
export interface Group {
  /** The first place of those that are alike. */
  readonly from: number;
  readonly count: number;
  readonly item: Formula;
}

/** Most items that must all be different. */
const MOST_DIFFERENT = 200;

/** Gives the items of groups their values: all different, two of them equal, or as it comes; undefined when there are none. */
export function fillGroups(
  groups: readonly Group[],
  { isUnique, isRepeated }: { readonly isUnique: boolean; readonly isRepeated: boolean },
  search: Search,
): readonly Json[] | undefined {
  if (isUnique) return fillWithDifferent(groups, search);
  const values = valuesOf(groups, search);
  if (values === undefined || !isRepeated || groups.some(({ count }) => count > 1)) return values;
  return fillWithTwins(groups, values, search);
}

/** Items of one group are given the same value. */
function valuesOf(groups: readonly Group[], search: Search): readonly Json[] | undefined {
  const values: Json[] = [];
  for (const { count, item } of groups) {
    search.step();
    const found = search.find(item);
    if (found === undefined) return undefined;
    for (let one = 0; one < count; one += 1) values.push(found);
  }
  return values;
}

function fillWithTwins(groups: readonly Group[], values: readonly Json[], search: Search): readonly Json[] | undefined {
  for (const [one, a] of groups.entries()) {
    for (const [other, b] of groups.entries()) {
      if (other <= one) continue;
      search.step();
      const twin = search.find(all(a.item, b.item));
      if (twin !== undefined) return values.with(one, twin).with(other, twin);
    }
  }
  return undefined;
}

/** Is an item to be given a value that no other one has. */
interface Slot {
  readonly group: number;
  /** All values that it can have, or as many as there are items: then one is always left. */
  readonly values: readonly Json[];
}

/**
 * Gives each item a value of its own. Whoever has as many values to choose from as there are items will find one; the others
 * have few, and are matched to them (augmenting paths): if that fails there is no such array.
 */
function fillWithDifferent(groups: readonly Group[], search: Search): readonly Json[] | undefined {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total > MOST_DIFFERENT) throw new Undecided('unique');
  const slots = groups.flatMap(({ count, item }, group): readonly Slot[] => {
    const values = differentValues(item, total, search);
    return Array.from({ length: count }, () => ({ group, values }));
  });
  const order = slots.map((_, at) => at).sort((a, b) => lengthAt(slots, a) - lengthAt(slots, b));
  const taken: { readonly value: Json; slot: number }[] = [];
  for (const slot of order) if (!assign(slot, { slots, taken, search, seen: [] })) return undefined;
  return slots.map((_, at) => taken.find(({ slot }) => slot === at)?.value as Json);
}

const lengthAt = (slots: readonly Slot[], at: number): number => slots[at]?.values.length ?? 0;

function differentValues(item: Formula, most: number, search: Search): readonly Json[] {
  const values: Json[] = [];
  while (values.length < most) {
    search.step();
    const found = search.find(all(item, { op: 'out', values: [...values] }));
    if (found === undefined) break;
    values.push(found);
  }
  return values;
}

interface Matching {
  readonly slots: readonly Slot[];
  readonly taken: { readonly value: Json; slot: number }[];
  readonly search: Search;
  /** Values that were tried in this attempt. */
  readonly seen: Json[];
}

/** Gives an item a value, and whoever had it another one. */
function assign(slot: number, matching: Matching): boolean {
  const { slots, taken, search, seen } = matching;
  for (const value of slots[slot]?.values ?? []) {
    if (seen.some((one) => isEqual(one, value))) continue;
    search.step();
    seen.push(value);
    const holder = taken.find((one) => isEqual(one.value, value));
    if (holder === undefined) taken.push({ value, slot });
    else if (!assign(holder.slot, matching)) continue;
    else holder.slot = slot;
    return true;
  }
  return false;
}
