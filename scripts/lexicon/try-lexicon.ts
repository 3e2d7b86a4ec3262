import {
  analyze,
  isStopWord,
  LANGUAGES,
  openLexicon,
  type Concept,
  type Language,
  type Script,
  type Token,
} from '../../packages/analyzer/src/index.ts';
import type { Answer } from './check-lexicon.ts';
import { fill, TEXTS, type Texts } from './texts.ts';

const WRITTEN_IN: Readonly<Record<Script, readonly Language[]>> = {
  Latn: ['fr', 'en', 'zgh', 'ary'],
  Arab: ['ar', 'ary'],
  Tfng: ['zgh'],
  Zzzz: [],
};

/** Shows what the analysis makes of each word of a text, and which concepts of a lexicon the text meets. */
export function tryLexicon(text: string, concepts: readonly Concept[], locale: keyof typeof TEXTS): Answer {
  const texts = TEXTS[locale];
  const tokens = analyze(text);
  const matches = openLexicon(concepts).match(text, tokens);
  const met = matches.map(
    ({ start, end, concept, label, by }) =>
      `  ${concept.id}: ${text.slice(start, end)} (${texts.by[by]}: ${label.language} ${label.text})`,
  );
  const words = tokens.flatMap((token) => aboutWord(token, texts));
  return { lines: [...words, ...(met.length === 0 ? [texts.none] : [texts.concepts, ...met])], code: 0 };
}

function aboutWord(token: Token, texts: Texts): readonly string[] {
  const { exact, script, stems, skeleton } = token;
  const own = LANGUAGES.filter((language) => WRITTEN_IN[script].includes(language));
  // A name of several parts is not read, and neither is a number: its one stem is told.
  const readings = own.flatMap((language) => aboutReading(token, { language, texts }));
  return [
    `${texts.word}: ${exact}   ${texts.script}: ${script}`,
    ...(isStopWord(exact) ? [`  ${texts.stop}`] : []),
    ...(readings.length === 0 ? [`  ${stems.join(', ')}`] : readings),
    ...(skeleton === undefined ? [] : [`  ${texts.consonants}: ${skeleton}`]),
  ];
}

function aboutReading(
  { exact, stems }: Token,
  { language, texts }: { readonly language: Language; readonly texts: Texts },
): readonly string[] {
  const read = analyze(exact, { language }).flatMap((token) => token.stems);
  const held = read.filter((stem) => stems.includes(stem));
  return held.length === 0 ? [] : [`  ${fill(texts.reading, { language })}: ${held.join(', ')}`];
}
