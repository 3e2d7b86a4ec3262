/** So many documents are taken for granted: among a handful no word is common. */
const FEWEST = 16;

/** Steps of a worth: a quarter. */
const STEPS = 4;

/**
 * Gives what a term is worth by how rare it is: the inverse document frequency of BM25, in quarters and by the next power of two
 * of the number of documents, so that scores do not move with every publish and a cursor keeps its place.
 */
export function worthOf(documents: number, all: number): number {
  const rounded = Math.max(FEWEST, 2 ** Math.ceil(Math.log2(Math.max(1, all, documents))));
  const worth = Math.log(1 + (rounded - documents + 0.5) / (documents + 0.5));
  return Math.max(1 / STEPS, Math.round(worth * STEPS) / STEPS);
}
