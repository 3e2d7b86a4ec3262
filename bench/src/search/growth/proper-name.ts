import { pick, type Random } from '../random.ts';

const SYLLABLES = {
  Latn: ['ait', 'ben', 'tam', 'ou', 'zer', 'man', 'lal', 'ti', 'fer', 'oul', 'gha', 'sid', 'mou', 'lay', 'cha', 'dra'],
  Arab: ['اي', 'بن', 'تم', 'او', 'زر', 'من', 'لا', 'تي', 'فر', 'ول', 'غا', 'سي', 'مو', 'لي', 'شا', 'در'],
} as const;

/**
 * Makes a name of three or four syllables, of a douar or a valley perhaps: the long tail of words that a real catalogue has and a
 * lexicon has not. There are some seventy thousand, so that the vocabulary keeps growing with the records (Heaps 1978).
 */
export function properName(random: Random, script: keyof typeof SYLLABLES): string {
  const syllables = SYLLABLES[script];
  const count = 3 + Math.floor(random() * 2);
  return Array.from({ length: count }, () => pick(random, syllables)).join('');
}
