import type { Json } from './formula.ts';

/** Most values that are offered to the validators in order to find a smaller one, and how many characters they may have together. */
const MOST_OFFERS = 300;
const MOST_CHARACTERS = 60_000;

/**
 * Makes a value smaller and plainer as long as it stays what it is: members and items are taken away, and what stands in them
 * becomes what a person would write first. The same value leads to the same one on every machine.
 */
export function shrink(value: Json, isStill: (value: Json) => boolean): Json {
  let left = Math.min(MOST_OFFERS, Math.floor(MOST_CHARACTERS / JSON.stringify(value).length));
  const attempt = (candidate: Json): boolean => {
    left -= 1;
    return left >= 0 && isStill(candidate);
  };
  let best = value;
  for (let next = firstSmaller(best, attempt); next !== undefined; next = firstSmaller(best, attempt)) best = next;
  return best;
}

function firstSmaller(value: Json, isStill: (value: Json) => boolean): Json | undefined {
  for (const candidate of smaller(value)) if (isStill(candidate)) return candidate;
  return undefined;
}

/** Lists values with less in them, each only one step away, and none that leads back. */
function* smaller(value: Json): Iterable<Json> {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    for (let at = items.length - 1; at >= 0; at -= 1) yield items.toSpliced(at, 1);
    for (const [at, item] of items.entries()) for (const one of smaller(item)) yield items.with(at, one);
  } else if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value as Readonly<Record<string, Json>>);
    for (const [name] of members) yield Object.fromEntries(members.filter(([other]) => other !== name));
    for (const [at, [name, member]] of members.entries()) {
      for (const one of smaller(member)) yield Object.fromEntries(members.with(at, [name, one]));
    }
  } else yield* plainer(value);
}

/** Lists what a person would rather write. */
function* plainer(value: Json): Iterable<Json> {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    for (const digits of [0, 1, 2]) {
      const rounded = Number(value.toFixed(digits));
      if (String(rounded).length < String(value).length) yield rounded;
    }
  }
  if (typeof value === 'string' && /[^\p{L}\p{N}_. -]/u.test(value)) {
    yield value.replaceAll(/[^\p{L}\p{N}_. -]/gu, 'a');
  }
}
