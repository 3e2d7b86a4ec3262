import parseExpression from 'spdx-expression-parse';
import identifiers from 'spdx-license-list/simple.js';

import { nearestOf } from './nearest.ts';
import type { Report } from './problem.ts';

/** Bounds a licence expression, in characters: the parser recurses into parentheses. */
export const LICENSE_LIMIT = 200;

/**
 * Judges an SPDX licence expression (SPDX 3.0 annex "SPDX license expressions"). Every identifier must be on the SPDX list
 * and not deprecated; `LicenseRef-…` is refused, because a reader elsewhere could not know what it allows.
 */
export function judgeLicense(text: string, report: Report): void {
  if (text.length > LICENSE_LIMIT) {
    report('license-invalid', { value: text });
    return;
  }
  for (const word of text.split(/[\s()]+/)) {
    if (word === '' || /^(?:AND|OR|WITH)$/.test(word)) continue;
    if (!judgeIdentifier(word, text, report)) return;
  }
  if (!parses(text)) report('license-invalid', { value: text });
}

/** @returns whether to go on with the next identifier */
function judgeIdentifier(word: string, expression: string, report: Report): boolean {
  const identifier = word.replace(/\+$/, '');
  const plus = identifier !== word;
  if (identifiers.has(`${identifier}-only`)) {
    report('license-deprecated', { value: word, nearest: `${identifier}-${plus ? 'or-later' : 'only'}` });
    return false;
  }
  if (identifiers.has(identifier) || parses(`GPL-2.0-only WITH ${identifier}`)) return true;
  const nearest = nearestIdentifier(identifier);
  if (nearest !== undefined || /^[A-Za-z0-9.-]+$/.test(identifier)) {
    report('license-unknown', { value: identifier, ...(nearest !== undefined && { nearest }) });
  } else report('license-invalid', { value: expression });
  return false;
}

/** Corrects the case, then takes a name without its version (`EUPL`) for its latest, then a slip of the fingers. */
function nearestIdentifier(word: string): string | undefined {
  const folded = word.toLowerCase();
  const all = [...identifiers];
  const same = all.find((identifier) => identifier.toLowerCase() === folded);
  const versions = all.filter((identifier) => {
    return identifier.toLowerCase().startsWith(`${folded}-`) && /^[0-9]/.test(identifier.slice(word.length + 1));
  });
  return same ?? versions.sort().at(-1) ?? nearestOf(word, all);
}

function parses(expression: string): boolean {
  try {
    parseExpression(expression);
    return true;
  } catch {
    // The library throws plain errors for every malformed expression; there is nothing else it can throw.
    return false;
  }
}
