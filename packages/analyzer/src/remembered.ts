/**
 * Makes a function of words that remembers what it gave, up to so many; then it begins anew, so that no text makes it grow
 * without end.
 */
export function remembered<V extends string | boolean>(find: (word: string) => V, most: number): (word: string) => V {
  const known = new Map<string, V>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const value = find(word);
    if (known.size >= most) known.clear();
    known.set(word, value);
    return value;
  };
}
