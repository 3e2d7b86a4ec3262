import type { LexiconTexts } from './lexicon-texts.ts';

/** The sentences in English. */
export const en: LexiconTexts = {
  'header-wrong':
    'The first line must be: concept, language, script, label, status, source, with tabs between. It is: {found}',
  'columns-wrong': 'A line has six columns with tabs between, the last may be empty. This one has: {found}',
  'concept-invalid':
    'A concept is written in small English letters and digits with hyphens (income-tax). It is: {found}',
  'concept-in-two-files': 'This concept stands in another file already: {found}. Put all its lines there.',
  'concept-scattered': 'All lines of a concept stand together. These are apart from the others of: {found}',
  'language-unknown': 'The language is ar, ary, zgh, fr or en. It is: {found}',
  'script-not-of-language': 'This language is not written in this script: {found}',
  'label-empty': 'The label is empty.',
  'label-spaces': 'The label has a space at an end, two in a row, or one that is no plain space: {found}',
  'label-not-nfc': 'A letter and its accent are two characters here; type the letter again as one: {found}',
  'label-in-other-script': 'The label holds letters of another script than the line says: {found}',
  'label-twice': 'This language has this label already, for the same concept: {found}',
  'status-unknown': 'The status is reviewed or unreviewed. It is: {found}',
  'source-missing': 'A reviewed label names its source in the last column: {found}',
  'language-missing': 'A concept needs a label in ar, fr and en. Missing: {found}',
};
