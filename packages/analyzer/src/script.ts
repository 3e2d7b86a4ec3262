import type { Script } from './languages.ts';
import { ARABIC, classAt, LATIN, TIFINAGH } from './words/character-class.ts';

/** Gives the script of a folded word: that of its first letter of a script we know, `Zzzz` where it has none. */
export function scriptOf(word: string): Script {
  for (let at = 0; at < word.length; at += 1) {
    const own = classAt(word, at);
    if (own === LATIN) return 'Latn';
    if (own === ARABIC) return 'Arab';
    if (own === TIFINAGH) return 'Tfng';
  }
  return 'Zzzz';
}
