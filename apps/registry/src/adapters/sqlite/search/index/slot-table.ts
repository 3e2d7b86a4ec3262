/** Remembers the place of each document among the candidates; used again by each query, so that none has to clear it. */
export interface SlotTable {
  slots: Int32Array;
  /** What is not above it is of an earlier query. */
  base: number;
}

/** Makes an empty table. */
export function createSlotTable(): SlotTable {
  return { slots: new Int32Array(0), base: 0 };
}
