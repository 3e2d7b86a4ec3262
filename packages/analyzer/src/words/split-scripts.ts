import { ARABIC, classAt, DIGIT, LATIN, TIFINAGH } from './character-class.ts';
import type { Span } from './runs.ts';

/**
 * Splits a run where the script changes (الـCNSS, المادة12): words of two scripts are two words. Digits stay with Latin letters
 * (3la, ab123456), and so do marks and letters of no script with what is before them.
 */
export function splitScripts(text: string, run: Span): readonly Span[] {
  const pieces: Span[] = [];
  let start = run.start;
  let script = 0;
  for (let at = run.start; at < run.end; at += 1) {
    const own = scriptAt(text, at);
    if (own === 0) continue;
    if (script !== 0 && own !== script && !(isLatinOrDigit(own) && isLatinOrDigit(script))) {
      pieces.push(trimmed(text, { start, end: at }));
      start = at;
    }
    script = own;
  }
  pieces.push({ start, end: run.end });
  return pieces;
}

function scriptAt(text: string, at: number): number {
  const own = classAt(text, at);
  return own === DIGIT || own === LATIN || own === ARABIC || own === TIFINAGH ? own : 0;
}

function isLatinOrDigit(script: number): boolean {
  return script === DIGIT || script === LATIN;
}

/** Takes the joiner off that stood between two scripts. */
function trimmed(text: string, { start, end }: Span): Span {
  return "-_./,'".includes(text.charAt(end - 1)) ? { start, end: end - 1 } : { start, end };
}
