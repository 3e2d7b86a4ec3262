import type { Language } from '../languages.ts';

/** Names a script that labels are written in (ISO 15924). */
export type LabelScript = 'Arab' | 'Latn' | 'Tfng';

/** Is what people of one language call a concept. */
export interface Label {
  readonly language: Language;
  readonly script: LabelScript;
  readonly text: string;
  /** How each of its spellings is found, as a build has written it; analysed when it is left out. */
  readonly ways?: readonly string[];
}

/** Is one thing that people look for, with what it is called: of each language the preferred label first, then synonyms. */
export interface Concept {
  /** Unique in the lexicon: English words in kebab case; of a thesaurus that was added, `<thesaurus>:<name>`. */
  readonly id: string;
  readonly labels: readonly Label[];
}

/** Says whether a person who knows the language has looked at a label. */
export type LabelStatus = 'reviewed' | 'unreviewed';

/** Is a label as the files hold it. */
export interface LabelRow extends Label {
  readonly status: LabelStatus;
  /** The institution or text whose term it is; empty where that is not known. */
  readonly source: string;
}

/** Is a concept as the files hold it. */
export interface LexiconConcept extends Concept {
  readonly labels: readonly LabelRow[];
}
