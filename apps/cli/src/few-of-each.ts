/** So many of one kind are told to a person: of forty vectors that fail alike, the first say why. */
const FEW = 5;

/** Is what is told of a list: an item; or, with the first that is left out, how many are. */
export interface Told<T> {
  readonly item: T;
  readonly more?: number;
}

/**
 * Keeps the first few items of each kind, in their order, and after the last of them how many more there are; a document
 * for programs has all.
 */
export function fewOfEach<T>(items: readonly T[], kindOf: (item: T) => string): readonly Told<T>[] {
  const kinds = Map.groupBy(items, kindOf);
  const told = new Map<string, number>();
  return items.flatMap((item): Told<T>[] => {
    const kind = kindOf(item);
    const at = (told.get(kind) ?? 0) + 1;
    told.set(kind, at);
    const more = (kinds.get(kind)?.length ?? 0) - FEW;
    // The last one is told as quickly as that there is one more.
    if (at <= FEW || more === 1) return [{ item }];
    return at === FEW + 1 ? [{ item, more }] : [];
  });
}
