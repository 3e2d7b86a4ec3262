const HAS_ACCENT = /[^\0-\x7f]/;

/** Takes the accents off the Latin letters of a folded word and spells its ligatures out: `œuvré` is `oeuvre`. */
export function foldAccents(word: string): string {
  if (!HAS_ACCENT.test(word)) return word;
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss').normalize('NFC');
}
