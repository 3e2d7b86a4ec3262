/**
 * Gives what a term is worth by how rare it is: the inverse document frequency of BM25, in quarters, so that scores do not
 * move with every publish and a cursor keeps its place.
 */
export function worthOf(documents: number, all: number): number {
  const exact = Math.log(1 + (Math.max(0, all - documents) + 0.5) / (documents + 0.5));
  return Math.max(0.25, Math.round(exact * 4) / 4);
}
