/** Is a document with what it is ordered by. */
export interface Scored {
  readonly document: number;
  readonly score: number;
}

/** Tells whether `a` stands before `b`: the higher score, then the smaller number. */
export function isBefore(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.document < b.document);
}

/** Keeps the first so many of any number. */
export interface Best<S extends Scored> {
  /** The score below which nothing is kept any more. */
  bar(): number;
  offer(one: S): void;
  /** Gives what was kept, in order. */
  list(): readonly S[];
}

/** Makes an empty list of the first so many: a heap of those kept, the last of them on top. */
export function keepBest<S extends Scored>(count: number): Best<S> {
  const heap: S[] = [];
  return {
    bar: () => (heap.length < count ? -Infinity : (heap[0]?.score ?? Infinity)),
    offer: (one) => {
      const last = heap[0];
      if (heap.length < count) {
        heap.push(one);
        rise(heap);
      } else if (last !== undefined && isBefore(one, last)) {
        heap[0] = one;
        sink(heap);
      }
    },
    list: () => heap.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)),
  };
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
