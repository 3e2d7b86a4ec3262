const SHORTEST_STEM = 3;

/**
 * Stems a word that `normaliseAmazigh` has normalised: the feminine t…t, the prefix of state and number (a i u, ta ti tu), and the
 * plural in n, in, an where the prefix says plural. Never shorter than three letters. Broken plurals (agadir, igudar) stay
 * apart: the skeleton is what they share.
 *
 * Source: Boukhris et al., La nouvelle grammaire de l'amazighe, IRCAM 2008 (noun: gender, number, state).
 *
 * ```ts
 * stemAmazigh('timaziɣin'); // 'maziɣ', as of 'amaziɣ', 'imaziɣn', 'tamaziɣt'
 * ```
 */
export function stemAmazigh(normalised: string): string {
  const feminine = isFeminine(normalised);
  const noun = feminine ? normalised.slice(1) : normalised;
  const plural = noun.startsWith('i');
  const bare = withoutPrefix(noun);
  const endings = feminine ? (plural ? ['in', 'an', 't'] : ['t']) : plural ? ['an', 'n'] : [];
  const ending = endings.find((one) => bare.endsWith(one) && bare.length - one.length >= SHORTEST_STEM);
  return ending === undefined ? bare : bare.slice(0, -ending.length);
}

function isFeminine(word: string): boolean {
  return word.length > SHORTEST_STEM + 1 && (/^t[aiuwy]/.test(word) || (word.startsWith('t') && word.endsWith('t')));
}

function withoutPrefix(noun: string): string {
  return /^[aiuwy]/.test(noun) && noun.length > SHORTEST_STEM ? noun.slice(1) : noun;
}
