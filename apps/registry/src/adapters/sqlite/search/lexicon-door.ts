import { hash } from 'node:crypto';

import { openLexicon, type Concept, type Lexicon } from '@national-forge/analyzer';
import { nationalConcepts } from '@national-forge/analyzer/lexicon';

/** Is a lexicon that is opened when it is first needed: that takes a second. */
export interface LexiconDoor {
  /** Tells the concepts apart from others: what was indexed with them need not be indexed again. */
  readonly fingerprint: string;
  /** Opens the lexicon; later calls give the same one. */
  open(): Lexicon;
}

/** Makes a door to some concepts. */
export function createLexiconDoor(read: () => readonly Concept[]): LexiconDoor {
  let held: readonly Concept[] | undefined;
  let lexicon: Lexicon | undefined;
  let fingerprint: string | undefined;
  const concepts = (): readonly Concept[] => (held ??= read());
  return {
    get fingerprint() {
      fingerprint ??= hash('sha256', JSON.stringify(concepts()), 'base64url').slice(0, 16);
      return fingerprint;
    },
    open: () => (lexicon ??= openLexicon(concepts())),
  };
}

/** The concepts of the nation, opened once in a process. */
export const NATIONAL = createLexiconDoor(nationalConcepts);
