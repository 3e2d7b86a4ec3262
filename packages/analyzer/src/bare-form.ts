import { normaliseArabic } from './arabic/normalise-arabic.ts';
import { foldAccents } from './unicode/fold-accents.ts';

/** Gives a folded word as those write it who leave out accents, hamza and the dots of ta marbuta: of régime it is regime, of إلى الي. */
export function bareForm(word: string): string {
  return normaliseArabic(foldAccents(word));
}
