import type { Label } from './concept.ts';
import { labelWords, skeletonPath, stemPaths } from './label-words.ts';

/** Says how one spelling of a label is found: the sequences of stems, and that of skeletons where it says enough. */
export interface Ways {
  readonly stems: readonly (readonly string[])[];
  readonly skeleton: readonly string[] | undefined;
}

/** Finds the ways to a spelling by analysing it. */
export function waysOf(spelling: Label, isName: boolean): Ways {
  const words = labelWords(spelling);
  return { stems: stemPaths(words, spelling), skeleton: skeletonPath(words, isName) };
}

// Signs that no stem has: analysis leaves letters and digits.
const [WORD, PATH, SKELETON] = [' ', '|', '#'] as const;

/**
 * Formats ways for a build: `stem stem|stem stem#skeleton skeleton`.
 * @throws Error when a stem holds one of the signs between
 */
export function formatWays({ stems, skeleton }: Ways): string {
  const text = stems.map((path) => path.join(WORD)).join(PATH);
  if ([...stems.flat(), ...(skeleton ?? [])].some((one) => /[ |#\t\n~]/.test(one) || one === ''))
    throw new Error(`a stem of "${text}" holds a sign that stands between stems`);
  return skeleton === undefined ? text : `${text}${SKELETON}${skeleton.join(WORD)}`;
}

/** Parses what `formatWays` has formatted. */
export function parseWays(text: string): Ways {
  const [stems = '', skeleton] = text.split(SKELETON);
  return { stems: stems.split(PATH).map((path) => path.split(WORD)), skeleton: skeleton?.split(WORD) };
}
