import type { Concept, LexiconConcept } from '@national-forge/analyzer';

/** Says what the operator is to know of a thesaurus, and the users of the registry of its licence. */
export interface ThesaurusFacts {
  /** Names it in this registry: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 40 characters. */
  readonly id: string;
  readonly title: string;
  /** As the file states it, an address for the most part, or as the operator said. */
  readonly licence: string;
  /** Where it is from: the address of its concept scheme, else the name of the file. */
  readonly source: string;
  /** As the file states it; empty where it does not. */
  readonly version: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string;
}

/** Is a concept of a thesaurus. Its id is `<thesaurus>:<name>`; each label says that it is unreviewed, and names the thesaurus as its source. */
export interface ThesaurusConcept extends LexiconConcept {
  /** Names it in its thesaurus. */
  readonly iri: string;
}

/** Is a thesaurus as it is stored. */
export interface Thesaurus extends ThesaurusFacts {
  readonly concepts: readonly ThesaurusConcept[];
}

/** Is a thesaurus as it is listed. */
export interface ThesaurusRecord extends ThesaurusFacts {
  readonly importedAt: Date;
  readonly concepts: number;
  /** Labels by language, those that there are. */
  readonly labels: Readonly<Record<string, number>>;
}

/** Is what the registry knows of the words of the country: the national lexicon and all thesauri. */
export interface LexiconContent {
  /** SHA-256 over all that the concepts follow from, hexadecimal: the same for as long as they are the same. */
  readonly fingerprint: string;
  /** Of a concept that a thesaurus shares with the national lexicon there is one, under the national id, with the labels of both. */
  readonly concepts: readonly Concept[];
  /** Of each concept of a thesaurus that was one already: its id, and the id under which it stands now. */
  readonly joined: ReadonlyMap<string, string>;
}

/**
 * Keeps the thesauri that the operator has added. They stand in no log: backups hold them, and `rebuild` takes them over. All
 * processes on the same data see a change once its promise has settled.
 */
export interface Thesauri {
  /** Lists them by id. */
  list(): Promise<readonly ThesaurusRecord[]>;
  /**
   * Stores one, all of it or nothing. Rejects with `ThesaurusError` `thesaurus-exists` where the id is taken, unless it may
   * replace; with `ProblemError` `busy` or `storage-full`.
   */
  put(thesaurus: Thesaurus, options: { readonly mayReplace: boolean }): Promise<ThesaurusRecord>;
  /** Removes one. Rejects with `ThesaurusError` `thesaurus-unknown`. */
  remove(id: string): Promise<void>;
  /** Lists the labels of all with status and source, as the files of the national lexicon have them. */
  listConcepts(): Promise<readonly ThesaurusConcept[]>;
  /** Tells what `concepts` would give, without making it. */
  fingerprint(): Promise<string>;
  /** Gives the concepts that texts are matched with. Analyses labels when there are thesauri: remember the answer. */
  concepts(): Promise<LexiconContent>;
}
