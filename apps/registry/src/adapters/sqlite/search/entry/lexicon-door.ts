import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { openingLexicon, type Concept, type Lexicon } from '@national-forge/analyzer';

/** Is a lexicon that is opened when it is first needed: all at once that takes a second. */
export interface LexiconDoor {
  /** Reads the concepts; what follows needs them. */
  load(): Promise<void>;
  /** Tells the concepts apart from others: what was indexed with them need not be indexed again. */
  fingerprint(): number;
  /** Opens the lexicon; later calls give the same one. */
  open(): Lexicon;
  /** Reads the concepts and opens the lexicon piece by piece, so that others are served meanwhile. */
  prepare(): Promise<void>;
}

/** How long is worked before others are let in, in milliseconds. */
const SLICE = 8;

/** Makes a door to concepts that are at hand, or are read when they are needed. */
export function createLexiconDoor(source: readonly Concept[] | (() => Promise<readonly Concept[]>)): LexiconDoor {
  let concepts = typeof source === 'function' ? undefined : source;
  let fingerprint: number | undefined;
  let opening: ReturnType<typeof openingLexicon> | undefined;
  let lexicon: Lexicon | undefined;
  const load = async (): Promise<void> => {
    if (typeof source === 'function') concepts ??= await source();
  };
  const held = (): readonly Concept[] => {
    if (concepts === undefined) throw new Error('the concepts have not been loaded');
    return concepts;
  };
  const goOn = (until: number): void => {
    opening ??= openingLexicon(held());
    while (lexicon === undefined && performance.now() < until) {
      const step = opening.next();
      if (step.done === true) lexicon = step.value;
    }
  };
  return {
    load,
    fingerprint: () => (fingerprint ??= fingerprintOf(held())),
    open: () => {
      if (lexicon === undefined) goOn(Infinity);
      if (lexicon === undefined) throw new Error('the lexicon did not open');
      return lexicon;
    },
    prepare: async () => {
      await load();
      while (lexicon === undefined) {
        goOn(performance.now() + SLICE);
        await setImmediate();
      }
    },
  };
}

/** Gives 48 bits of a hash, which a number holds. */
function fingerprintOf(concepts: readonly Concept[]): number {
  return Number.parseInt(hash('sha256', JSON.stringify(concepts)).slice(0, 12), 16);
}

/** The concepts of the nation, opened once in a process; a start that searches nothing does not even read them. */
export const NATIONAL = createLexiconDoor(async () => {
  const { nationalConcepts } = await import('@national-forge/analyzer/lexicon');
  return nationalConcepts();
});
