import { LANGUAGES, type Language } from '@national-forge/analyzer';

import type { SearchEntry } from '../../../../views/search-entry.ts';

/** Names a part of an entry. */
export type Field = 'name' | 'agency' | 'title' | 'keywords' | 'summary' | 'description' | 'readme';

/** Is one text of an entry: where it stands, in which language. */
export interface FieldText {
  readonly field: Field;
  readonly language: Language | undefined;
  readonly text: string;
}

/**
 * Says how much a word counts in a field, how many words such a field has on the whole, and how far a longer one makes
 * each of them count less (the w, avgdl and b of BM25F: Robertson, Zaragoza and Taylor 2004). The lengths are fixed, not
 * measured: what a posting says follows from its document alone, so that it needs no second look when others come.
 */
export const FIELDS: Readonly<Record<Field, { readonly weight: number; readonly words: number; readonly b: number }>> =
  {
    name: { weight: 3, words: 3, b: 0.3 },
    agency: { weight: 0.7, words: 2, b: 0.3 },
    title: { weight: 3, words: 6, b: 0.4 },
    keywords: { weight: 2, words: 8, b: 0.4 },
    summary: { weight: 1.5, words: 16, b: 0.5 },
    description: { weight: 1, words: 60, b: 0.6 },
    readme: { weight: 0.6, words: 200, b: 0.7 },
  };

/** Lists the texts of an entry with their fields; names that it had before are found like its name. */
export function fieldTexts({ hit, texts, formerNames = [] }: SearchEntry): readonly FieldText[] {
  const { keywords = {}, description = {}, features = {}, purpose = {}, organisation = {}, categories = [] } = texts;
  return [
    ...[hit.name, ...formerNames].flatMap(namesOf),
    ...textsOf('title', hit.title),
    ...textsOf('keywords', keywords),
    ...textsOf('keywords', { '': categories }),
    ...textsOf('summary', hit.summary),
    ...[description, features, purpose, organisation].flatMap((map) => textsOf('description', map)),
    ...textsOf('readme', texts.readme ?? {}),
  ];
}

/** What its agency is called says less about an algorithm than its own name. */
function namesOf(name: string): readonly FieldText[] {
  const slash = name.indexOf('/');
  return [
    { field: 'name', language: undefined, text: name.slice(slash + 1) },
    ...(slash > 0 ? [{ field: 'agency' as const, language: undefined, text: name.slice(0, slash) }] : []),
  ];
}

type Texts = Readonly<Record<string, string | readonly string[] | undefined>>;

function textsOf(field: Field, map: Texts): readonly FieldText[] {
  return Object.entries(map).flatMap(([language, value]) => {
    const text = typeof value === 'string' ? value : (value ?? []).join('\n');
    return text === '' ? [] : [{ field, language: languageOf(language), text }];
  });
}

const known: ReadonlySet<string> = new Set(LANGUAGES);

/** Gives the language of a tag; one that the chain does not read is none: its words are read in every way. */
export function languageOf(tag: string): Language | undefined {
  return known.has(tag) ? (tag as Language) : undefined;
}
