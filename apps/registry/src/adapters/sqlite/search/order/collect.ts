import { hasBit, visitBits, type Bitmap } from '../index/bitmap.ts';
import type { PendingEntry } from '../entry/pending.ts';
import type { Alternative, Plan } from '../query/plan.ts';
import type { PostingReader } from '../index/reader.ts';
import type { SlotTable } from '../index/slot-table.ts';
import { TOP_IMPACT } from '../entry/weigh-entry.ts';

/** Is what a candidate has of a query: for each group, then for each span, what the best that stands for it is worth. */
export interface Candidates {
  readonly documents: readonly number[];
  /** The worths of candidate `i` stand from `i * width`. */
  readonly worths: Float32Array;
  /** For each worth which of the alternatives it comes from. */
  readonly sources: Uint8Array;
  readonly width: number;
}

/** Says what candidates are taken from. */
export interface Collecting {
  readonly reader: PostingReader;
  readonly pending: ReadonlyMap<number, PendingEntry>;
  /** What matches, of the merged and of the pending documents. */
  readonly merged: Bitmap;
  readonly matchedPending: ReadonlySet<number>;
  readonly total: number;
  readonly table: SlotTable;
}

/** When no more than so many documents match, each is a candidate. */
const ALL_OF = 2048;

/**
 * Takes the documents with the highest impacts of each term, and what each of them has of every other term: from the postings
 * that were read, or, beyond these, the most that a member can still have (score at a time over impact-ordered lists:
 * Anh, de Kretser and Moffat 2001; Lin and Trotman 2015).
 */
export function collectCandidates(plan: Plan, collecting: Collecting): Candidates {
  const columns = [
    ...plan.groups.map(({ alternatives }) => alternatives),
    ...plan.spans.map(({ alternative }) => [alternative]),
  ];
  const gathered = new Gathered(columns.length, collecting);
  for (const [column, alternatives] of columns.entries()) {
    for (const [source, alternative] of alternatives.entries()) gathered.addList({ column, source }, alternative);
  }
  if (collecting.total <= ALL_OF) visitBits(collecting.merged, (document) => gathered.slotOf(document) >= 0);
  for (const id of collecting.matchedPending) gathered.addPending(id, columns);
  gathered.fill();
  return gathered.finish();
}

interface Cell {
  readonly column: number;
  readonly source: number;
}

interface Cut {
  readonly cell: Cell;
  readonly bitmap: Bitmap;
  readonly worth: number;
}

class Gathered {
  readonly #width: number;
  readonly #collecting: Collecting;
  readonly #documents: number[] = [];
  readonly #cuts: Cut[] = [];
  #worths: Float32Array;
  #sources: Uint8Array;

  constructor(width: number, collecting: Collecting) {
    this.#width = width;
    this.#collecting = collecting;
    this.#worths = new Float32Array(1024 * Math.max(1, width));
    this.#sources = new Uint8Array(this.#worths.length);
    const { table, merged } = collecting;
    if (table.slots.length < merged.length * 32 || table.base > 2 ** 30) {
      table.slots = new Int32Array(merged.length * 32);
      table.base = 0;
    }
  }

  /** Gives the place of a document, which is made a candidate. */
  slotOf(document: number): number {
    const { slots, base } = this.#collecting.table;
    const known = (slots[document] ?? 0) - base - 1;
    if (known >= 0) return known;
    const slot = this.#push(document);
    slots[document] = base + slot + 1;
    return slot;
  }

  addList(cell: Cell, { term, weight }: Alternative): void {
    if (term === undefined) return;
    const { reader, merged } = this.#collecting;
    const { postings, floor } = reader.read(term);
    const { documents, levels, length } = postings;
    const step = weight / TOP_IMPACT;
    for (let at = 0; at < length; at += 1) {
      const document = documents[at] ?? 0;
      if (hasBit(merged, document)) this.#raise(this.slotOf(document), cell, step * ((levels[at] ?? 0) >> 2));
    }
    if (floor !== undefined) this.#cuts.push({ cell, bitmap: reader.members(term), worth: step * floor });
  }

  /** A pending document has its number in no list: its place is after all others. */
  addPending(id: number, columns: readonly (readonly Alternative[])[]): void {
    const weighed = this.#collecting.pending.get(id)?.found?.weighed;
    const slot = this.#push(id);
    for (const [column, alternatives] of columns.entries()) {
      for (const [source, { key, weight }] of alternatives.entries()) {
        this.#raise(slot, { column, source }, (weight * (weighed?.get(key) ?? 0)) / TOP_IMPACT);
      }
    }
  }

  /** Gives each candidate what it has at most of the lists that were not read to their end. */
  fill(): void {
    for (const { cell, bitmap, worth } of this.#cuts) {
      for (const [slot, document] of this.#documents.entries()) {
        if (hasBit(bitmap, document) && !this.#collecting.pending.has(document)) this.#raise(slot, cell, worth);
      }
    }
  }

  finish(): Candidates {
    this.#collecting.table.base += this.#documents.length + 1;
    return { documents: this.#documents, worths: this.#worths, sources: this.#sources, width: this.#width };
  }

  #raise(slot: number, { column, source }: Cell, worth: number): void {
    const at = slot * this.#width + column;
    if ((this.#worths[at] ?? 0) >= worth) return;
    this.#worths[at] = worth;
    this.#sources[at] = source;
  }

  #push(document: number): number {
    const slot = this.#documents.push(document) - 1;
    if ((slot + 1) * this.#width > this.#worths.length) {
      const larger = new Float32Array(this.#worths.length * 2);
      larger.set(this.#worths);
      const sources = new Uint8Array(larger.length);
      sources.set(this.#sources);
      this.#worths = larger;
      this.#sources = sources;
    }
    return slot;
  }
}
