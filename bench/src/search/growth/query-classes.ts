import type { MeasuredRecord } from '@national-forge/registry/bench';

import { pick, randomOf, seedOf, type Random } from '../random.ts';
import { queryWords } from '../systems/query-words.ts';
import { wordsOf, type WordCounts } from './word-counts.ts';

/** Lists the classes of queries whose time is measured. */
export const QUERY_CLASSES = ['rare', 'common', 'two common', 'three', 'prefix', 'typo', 'phrase', 'facets'] as const;

/** Names a class of queries. */
export type QueryClass = (typeof QUERY_CLASSES)[number];

/** Makes something for each class. */
export function eachClass<T>(make: (name: QueryClass, index: number) => T): Readonly<Record<QueryClass, T>> {
  const made = {} as Record<QueryClass, T>;
  QUERY_CLASSES.forEach((name, index) => (made[name] = make(name, index)));
  return made;
}

/** Is one query of a class. */
export interface ClassQuery {
  readonly text: string;
  /** Whether the values of all facets are counted, too. */
  readonly facets?: boolean;
  readonly filters?: Readonly<Record<string, readonly string[]>>;
}

/** Most records that a word of `rare` is in, of those that were counted. */
const RARE = 2;
/** Ranks of the words of `common`, of `two common` and `three`, and of `prefix` and `typo`. */
const COMMON = 40;
const FREQUENT = 400;
const KNOWN = 2000;
const TYPO_LETTERS = 5;

interface Words {
  readonly rare: readonly string[];
  readonly common: readonly string[];
  readonly frequent: ReadonlySet<string>;
  readonly known: readonly string[];
  readonly records: readonly MeasuredRecord[];
}

type Make = (random: Random, words: Words) => ClassQuery | undefined;

const MAKERS: Readonly<Record<QueryClass, Make>> = {
  rare: (random, { rare }) => ({ text: pick(random, rare) }),
  common: (random, { common }) => ({ text: pick(random, common) }),
  'two common': (random, words) => together(random, words, 2),
  three: (random, words) => together(random, words, 3),
  prefix: (random, { known }) => {
    const word = Array.from(pick(random, known));
    return word.length < 4 ? undefined : { text: word.slice(0, 2 + Math.floor(random() * 3)).join('') };
  },
  typo: (random, { known }) => {
    const word = pick(random, known);
    return word.length < TYPO_LETTERS ? undefined : { text: mistyped(random, word) };
  },
  phrase: (random, { records }) => {
    const words = queryWords(pick(random, Object.values(pick(random, records).title)).toLowerCase());
    const at = Math.floor(random() * (words.length - 1));
    return words.length < 2 ? undefined : { text: `"${words.slice(at, at + 2).join(' ')}"` };
  },
  facets: (random, { common, records }) => {
    const sector = pick(random, records).sectors?.[0];
    return {
      text: pick(random, common),
      facets: true,
      ...(sector === undefined ? {} : { filters: { sector: [sector] } }),
    };
  },
};

/** Makes so many queries of each class from the words of some records; the same for the same seed. Throws a RangeError on too few. */
export function makeQueries(
  counts: WordCounts,
  { count, seed }: { readonly count: number; readonly seed: number },
): Readonly<Record<QueryClass, readonly ClassQuery[]>> {
  const words = rankWords(counts);
  return eachClass((name, index) => {
    const random = randomOf(seedOf(seed, index));
    const queries: ClassQuery[] = [];
    for (let attempt = 0; attempt < count * 100 && queries.length < count; attempt += 1) {
      const query = MAKERS[name](random, words);
      if (query !== undefined) queries.push(query);
    }
    if (queries.length < count) throw new RangeError(`the records have no words for queries of the class ${name}`);
    return queries;
  });
}

function rankWords({ records, frequencies }: WordCounts): Words {
  const ranked = [...frequencies].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const words = ranked.map(([word]) => word);
  const rare = ranked.filter(([word, many]) => many <= RARE && word.length > 3).map(([word]) => word);
  return {
    rare,
    common: words.slice(0, COMMON),
    frequent: new Set(words.slice(0, FREQUENT)),
    known: words.slice(0, KNOWN),
    records,
  };
}

/** Frequent words that stand in one record together, as those that people type do. */
function together(random: Random, { records, frequent }: Words, count: number): ClassQuery | undefined {
  const words = [...wordsOf(pick(random, records))].filter((word) => frequent.has(word));
  if (words.length < count) return undefined;
  const at = Math.floor(random() * (words.length - count + 1));
  return { text: words.slice(at, at + count).join(' ') };
}

/** One edit (Damerau 1964): a letter left out, doubled, or exchanged with the next; the first letter stays. */
function mistyped(random: Random, word: string): string {
  const letters = Array.from(word);
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const [here = '', next = ''] = [letters[at], letters[at + 1]];
  const edits = [[next], [here, here, next], [next, here]];
  return [...letters.slice(0, at), ...pick(random, edits), ...letters.slice(at + 2)].join('');
}
