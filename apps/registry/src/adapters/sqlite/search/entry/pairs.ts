import { bareForm, type Token } from '@national-forge/analyzer';

import { pairKey } from './streams.ts';

/**
 * Visits words side by side, on one line, by their places among the tokens. A name of several parts shares its place with the
 * first of them: both are paired with what follows, since a phrase may hold either.
 */
export function visitPairs(
  text: string,
  tokens: readonly Token[],
  visit: (first: number, second: number) => void,
): void {
  for (let index = 0; index < tokens.length; index += 1) {
    const { position, end } = tokens[index] as Token;
    for (let next = index + 1; next < tokens.length; next += 1) {
      const other = tokens[next] as Token;
      if (other.position > position + 1) break;
      if (other.position === position + 1 && !isBroken(text, end, other.start)) visit(index, next);
    }
  }
}

function isBroken(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === LINE_FEED) return true;
  return false;
}

const LINE_FEED = 10;

/** Lists the keys of words side by side, without accents: who quotes may leave them out. */
export function pairsOf(text: string, tokens: readonly Token[]): readonly string[] {
  const keys: string[] = [];
  visitPairs(text, tokens, (first, second) => {
    keys.push(pairKey(bareForm(tokens[first]?.exact ?? ''), bareForm(tokens[second]?.exact ?? '')));
  });
  return keys;
}
