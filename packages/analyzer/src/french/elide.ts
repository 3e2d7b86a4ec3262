// The words that lose their vowel before another (Grevisse, Le bon usage, § 45): le la de je me ne se te ce que, jusque, lorsque, puisque, quoique.
const ELIDED = /^(?:l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.)/;

/**
 * Takes the elided word off a folded word: `l'impôt` is `impôt`, `qu'il` is `il`. Words that hold an apostrophe of their own
 * (`aujourd'hui`, `prud'homme`) stay.
 */
export function elide(word: string): string {
  let rest = word;
  for (let next = rest.replace(ELIDED, ''); next !== rest; next = rest.replace(ELIDED, '')) rest = next;
  return rest;
}
