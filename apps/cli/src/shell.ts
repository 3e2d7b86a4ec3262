/** Quotes a word for a POSIX shell (POSIX.1-2024, Shell Command Language §2.2.2), where it needs that. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
