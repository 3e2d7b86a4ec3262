import type { Span } from './runs.ts';

const HOLDS_YEAR = /^[\d.,/-]*[./-](?:19|20)\d\d$|^(?:19|20)\d\d[./-]/;

/** Lists the years inside a number with joiners (2024-2025, 01/01/2025), which people look for by themselves; with a mark above it is none. */
export function yearsOf(text: string, { start, end }: Span): readonly Span[] {
  if (end - start < 6) return [];
  const number = text.slice(start, end);
  if (!HOLDS_YEAR.test(number)) return [];
  return [...number.matchAll(/(?<!\d)(?:19|20)\d\d(?![\d\p{M}])/gu)].map(({ index }) => ({
    start: start + index,
    end: start + index + 4,
  }));
}
