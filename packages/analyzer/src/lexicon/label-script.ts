import type { Language } from '../languages.ts';
import { scriptOf } from '../script.ts';
import { classAt, isLetter, MARK } from '../words/character-class.ts';
import type { LabelScript } from './concept.ts';

/** Lists the scripts in which a language is written. */
export const SCRIPTS: Readonly<Record<Language, readonly LabelScript[]>> = {
  ar: ['Arab'],
  ary: ['Arab', 'Latn'],
  zgh: ['Tfng', 'Latn'],
  fr: ['Latn'],
  en: ['Latn'],
};

/** Tells the script of a label, of those that its language is written in: that of its first letter, if it is of one with the others. */
export function labelScriptOf(text: string, language: Language): LabelScript | undefined {
  const script = scriptOf(text.toLowerCase());
  return SCRIPTS[language].find((own) => own === script && isWrittenIn(text, own));
}

/** Letters of another script stand only in a code with digits (ⴰⵏⴳⵔⴰⵡ B2B), or where Latin is written with Greek ε and γ. */
export function isWrittenIn(text: string, script: LabelScript): boolean {
  if (/\d/.test(text)) return true;
  const lower = text.toLowerCase();
  for (let at = 0; at < lower.length; at += 1) {
    const own = classAt(lower, at);
    if (own !== MARK && isLetter(own) && !isOf(lower.charAt(at), script)) return false;
  }
  return true;
}

function isOf(letter: string, script: LabelScript): boolean {
  const own = scriptOf(letter);
  // Modifier letters (ʷ, ʿ) and tatweel are of no script.
  return own === script || (own === 'Zzzz' && /\p{Lm}/u.test(letter));
}
