import { assertReadable } from './assert-readable.ts';
import { canonicalText } from './canonical.ts';
import { openDocument } from './document.ts';
import { isEqual } from './equal.ts';
import type { Json } from './formula.ts';
import type { Schema } from './schema.ts';
import { Undecided } from './undecided.ts';

/** Tells whether two schemas are the same but for what says nothing; where that is not known of a part, to the letter. */
export function isSameSchema(a: Schema, b: Schema): boolean {
  const reasons = [whyUnreadable(a), whyUnreadable(b)];
  // Numbers that were too large when they were read may have been different ones; what is too deep is not read at all.
  if (reasons.includes('number') || reasons.includes('depth')) return false;
  if (reasons.some((reason) => reason !== undefined)) return isEqual(a as Json, b as Json);
  return canonicalText(a) === canonicalText(b);
}

function whyUnreadable(schema: Schema): string | undefined {
  try {
    assertReadable(openDocument(schema));
    return undefined;
  } catch (error) {
    if (error instanceof Undecided) return error.reason;
    throw error;
  }
}
