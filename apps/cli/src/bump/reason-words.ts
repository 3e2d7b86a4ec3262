import { describeChange } from '@national-forge/admission';
import type { Locale } from '@national-forge/manifest';
import type { BumpReason } from '@national-forge/versioning';

import { levelWord } from '../diff/render-text.ts';
import type { Io } from '../io.ts';
import { printable } from '../output.ts';

/** Tells a change in a sentence: the version above it is called by its number, the one in the folder "yours". */
export function reasonWords(reason: BumpReason, version: string, locale: Locale): string {
  const { edge, against } = reason;
  return describeChange(reason, edge === 'below' ? { old: against } : { old: version, new: against }, locale);
}

/** Writes a reason as a line for stderr. */
export function reasonLine(
  reason: BumpReason,
  version: string,
  { locale, color }: Pick<Io, 'locale' | 'color'>,
): string {
  const words = reasonWords(reason, version, locale).replace(/\s+/g, ' ');
  return `  ${levelWord(reason.level, { locale, colorOut: color })}${printable(words)}\n`;
}
