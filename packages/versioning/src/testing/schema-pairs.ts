import { ARRAYS } from './pairs/arrays.ts';
import { KEYWORDS } from './pairs/keywords.ts';
import { LOGIC } from './pairs/logic.ts';
import { NUMBERS } from './pairs/numbers.ts';
import { OBJECTS } from './pairs/objects.ts';
import { RECURSION } from './pairs/recursion.ts';
import { TEXTS } from './pairs/texts.ts';
import type { LabelledPair } from './pairs/labelled-pair.ts';

/** Lists pairs of every keyword, by theme. */
export const SCHEMA_PAIRS: Readonly<Record<string, readonly LabelledPair[]>> = {
  numbers: NUMBERS,
  texts: TEXTS,
  arrays: ARRAYS,
  objects: OBJECTS,
  logic: LOGIC,
  recursion: RECURSION,
  keywords: KEYWORDS,
};
