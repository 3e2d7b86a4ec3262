import { ThesaurusError } from '../../../ports.ts';
import type { StatementObject } from '../../../ports.ts';
import type { Resources, WholeDraft } from './gather-resources.ts';
import { languageOf } from './label-language.ts';
import { plainText } from './plain-text.ts';
import { DESCRIBING } from './vocabulary.ts';

/** Is what a file states of the thesaurus as a whole; empty where it states nothing. */
export interface WholeFacts {
  readonly title: string;
  readonly licence: string;
  readonly version: string;
  /** The address of its concept scheme. */
  readonly scheme: string;
}

type Whole = readonly [string, WholeDraft];

/** No fact is longer: it is to be shown in a line. */
const MOST_CHARACTERS = 500;

/**
 * Reads what the file states of the thesaurus: of the scheme that most concepts are in (others are parts), and where that says nothing of the other
 * descriptions. `given` is what the operator said: of that the file is not asked.
 * @throws ThesaurusError `licence-ambiguous` where it states several, `text-too-long`
 */
export function factsOfWhole(
  { wholes }: Pick<Resources, 'wholes'>,
  given: { readonly title?: string | undefined; readonly licence?: string | undefined },
): WholeFacts {
  const all = [...wholes].filter(([, { isWhole, members }]) => isWhole || members > 0);
  const [main, ...others] = all.toSorted((a, b) => b[1].members - a[1].members);
  const first = main === undefined ? [] : [main];
  const say = (tell: (from: readonly Whole[]) => string): string => tell(first) || tell(others);
  return {
    title: short('--title', given.title ?? say(titleOf)),
    licence: short('--licence', given.licence ?? say(licenceOf)),
    version: plainText(say(versionOf)).slice(0, MOST_CHARACTERS),
    scheme: main === undefined || main[0].startsWith('_:') ? '' : main[0],
  };
}

function short(option: string, text: string): string {
  const plain = plainText(text);
  if (plain.length <= MOST_CHARACTERS) return plain;
  throw new ThesaurusError('text-too-long', { option, found: plain.slice(0, 40), limit: MOST_CHARACTERS });
}

/** In the language that most readers of a list know; else the first. */
function titleOf(wholes: readonly Whole[]): string {
  const texts = wholes.flatMap(([, { said }]) =>
    DESCRIBING.title.flatMap((property) => said.get(property) ?? []).flatMap(literalOf),
  );
  const inLanguage = (language: string) => texts.find(({ tag }) => languageOf(tag) === language);
  const chosen =
    inLanguage('fr') ?? inLanguage('ar') ?? inLanguage('en') ?? texts.find(({ tag }) => tag === '') ?? texts[0];
  return chosen?.text ?? '';
}

/** A text in several languages is one licence; two addresses, or two texts of one language, are two. */
function licenceOf(wholes: readonly Whole[]): string {
  for (const property of DESCRIBING.licence) {
    const said = wholes.flatMap(([, whole]) => whole.said.get(property) ?? []);
    const addresses = [...new Set(said.flatMap((object) => (object.kind === 'resource' ? [object.id] : [])))];
    const texts = said.flatMap(literalOf);
    const inLanguage = (language: string) => texts.filter(({ tag }) => languageOf(tag) === language);
    const one = [addresses, ...['fr', 'en', 'ar'].map((l) => textsIn(inLanguage(l))), textsIn(texts)];
    const stated = one.find((list) => list.length > 0) ?? [];
    if (stated.length > 1) throw new ThesaurusError('licence-ambiguous', { found: stated.slice(0, 5).join(', ') });
    if (stated[0] !== undefined) return stated[0];
  }
  return '';
}

const textsIn = (texts: readonly { readonly text: string }[]): readonly string[] => [
  ...new Set(texts.map(({ text }) => plainText(text)).filter((text) => text !== '')),
];

function versionOf(wholes: readonly Whole[]): string {
  const said = DESCRIBING.version.flatMap((property) => wholes.flatMap(([, whole]) => whole.said.get(property) ?? []));
  return said.flatMap(literalOf)[0]?.text ?? '';
}

function literalOf(object: StatementObject): readonly { readonly text: string; readonly tag: string }[] {
  return object.kind === 'literal' ? [{ text: object.text, tag: object.language }] : [];
}
