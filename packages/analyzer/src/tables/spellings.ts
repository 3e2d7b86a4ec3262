/** Finds the longest spelling of a table at a place of a word. */
export type SpellingAt = (word: string, at: number) => string | undefined;

/** Makes a finder for a table whose keys are spellings of one to three letters: the longest that fits is found. */
export function longestSpelling(table: ReadonlyMap<string, unknown>): SpellingAt {
  const longer = new Map<string, string[]>();
  for (const spelling of table.keys()) {
    if (spelling.length === 1) continue;
    const first = spelling.charAt(0);
    longer.set(
      first,
      [...(longer.get(first) ?? []), spelling].sort((a, b) => b.length - a.length),
    );
  }
  return (word, at) => {
    const first = word.charAt(at);
    const found = longer.get(first)?.find((spelling) => word.startsWith(spelling, at));
    return found ?? (table.has(first) ? first : undefined);
  };
}
