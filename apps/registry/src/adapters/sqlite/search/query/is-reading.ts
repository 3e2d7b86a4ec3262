import type { Token } from '@national-forge/analyzer';

const ARABIC = /\p{Script=Arabic}/u;

/** Tells whether a stem is what a word in Latin letters would be in Arabic ones: a guess, unless few have the word. */
export function isReading({ script }: Token, stem: string): boolean {
  return script === 'Latn' && ARABIC.test(stem);
}
