/** Is a document with what it is ordered by. */
export interface Scored {
  readonly document: number;
  readonly score: number;
}

/** Tells whether `a` stands before `b`: the higher score, then the smaller number. */
export function isBefore(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.document < b.document);
}

/** Gives the first so many in their order, of any number: a heap of those kept, the last of them on top. */
export function bestOf<S extends Scored>(scored: Iterable<S>, count: number): readonly S[] {
  const heap: S[] = [];
  for (const one of scored) {
    const last = heap[0];
    if (heap.length < count) {
      heap.push(one);
      rise(heap);
    } else if (last !== undefined && isBefore(one, last)) {
      heap[0] = one;
      sink(heap);
    }
  }
  return heap.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

function swap(heap: Scored[], a: number, b: number): void {
  [heap[a], heap[b]] = [heap[b] as Scored, heap[a] as Scored];
}

function rise(heap: Scored[]): void {
  let at = heap.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(heap[above] as Scored, heap[at] as Scored)) return;
    swap(heap, at, above);
    at = above;
  }
}

function sink(heap: Scored[]): void {
  let at = 0;
  for (;;) {
    let last = at;
    for (const below of [2 * at + 1, 2 * at + 2]) {
      if (below < heap.length && isBefore(heap[last] as Scored, heap[below] as Scored)) last = below;
    }
    if (last === at) return;
    swap(heap, at, last);
    at = last;
  }
}
