import { PAGE_BYTES, wasm, type WasmMemory } from '../wasm/webassembly.ts';

/** What the QuickJS module asks for at the least, in pages; its stack of 5 MiB included. */
const INITIAL_PAGES = 256;

/** Makes the memory of one QuickJS: whatever the program tries, it does not grow beyond its limit and this. */
export function createMemory(limitBytes: number): WasmMemory {
  const maximum = INITIAL_PAGES + Math.ceil(limitBytes / PAGE_BYTES);
  return new wasm.Memory({ initial: INITIAL_PAGES, maximum });
}

/** Is a copy of a memory at one moment. */
export interface Image {
  /** Tells whether the memory has kept its size; one that grew cannot be put back. */
  isRestorable(): boolean;
  /** Puts the memory back. */
  restore(): void;
}

/** Says where in its memory a QuickJS keeps what: constants and variables, the stack, the heap, as clang's linker lays them. */
export interface Layout {
  /** The place of the word in which the allocator keeps the end of the heap. */
  readonly heapEndAt: number;
  /** The lowest byte of the stack that a run may reach. */
  readonly stackFloor: number;
}

/**
 * Takes an image of a QuickJS that has loaded a program. All of its state is in this memory, so putting the image back
 * gives what loading the program into a new instance would give, in a fraction of the time, and nothing of a run is
 * left for the next one: no variable, no changed built-in, not even the bytes of freed memory.
 *
 * @param layout as findLayout gives it; only what a run can have touched is copied and put back then
 */
export function takeImage(memory: WasmMemory, layout: Layout | undefined): Image {
  const words = new Uint32Array(memory.buffer);
  const isBounded = (): boolean => layout !== undefined && isGuardClean(words, layout);
  const pieces =
    layout !== undefined && isBounded()
      ? [...takePieces(words, 0, STATIC_BYTES), ...takePieces(words, layout.stackFloor, heapEnd(words, layout))]
      : takePieces(words, 0, words.byteLength);
  return {
    isRestorable: () => memory.buffer === words.buffer,
    restore: () => {
      const bytes = new Uint8Array(memory.buffer);
      if (layout !== undefined && isBounded()) bytes.fill(0, layout.stackFloor, heapEnd(words, layout));
      else bytes.fill(0);
      for (const { at, copy } of pieces) bytes.set(copy, at);
    },
  };
}

/** Where constants and variables end at the latest. */
const STATIC_BYTES = 1024 * 1024;
/** Twice what QuickJS grants its programs: built-in functions may go a little deeper before they ask. */
const STACK_BYTES = 512 * 1024;
/** Below it nothing may ever have been written; if something was, everything is put back. */
const GUARD_BYTES = 64 * 1024;
const WORD = Uint32Array.BYTES_PER_ELEMENT;

/**
 * Finds the layout in a QuickJS that has just been made. The end of the heap is kept in the one word that points right
 * behind the last byte in use, before and after something large is allocated. Undefined where there is not exactly one,
 * or no gap above the variables that could be the stack.
 *
 * @param allocate allocates some hundred kilobytes that are not zero
 */
export function findLayout(memory: WasmMemory, allocate: () => void): Layout | undefined {
  const before = pointersToEnd(memory);
  allocate();
  const after = new Set(pointersToEnd(memory));
  const [heapEndAt, ...others] = before.filter((at) => after.has(at));
  const words = new Uint32Array(memory.buffer);
  let top = STATIC_BYTES / WORD;
  while (words[top] === 0) top++;
  const stackFloor = Math.floor((top * WORD - STACK_BYTES) / PIECE_BYTES) * PIECE_BYTES;
  const isRoomy = stackFloor - GUARD_BYTES > STATIC_BYTES;
  return heapEndAt === undefined || others.length > 0 || !isRoomy ? undefined : { heapEndAt, stackFloor };
}

/** The allocator's own words behind the last block. */
const TRAILER_BYTES = 64;

function pointersToEnd({ buffer }: WasmMemory): readonly number[] {
  const words = new Uint32Array(buffer);
  let used = words.length;
  while (used > 0 && words[used - 1] === 0) used--;
  const places: number[] = [];
  for (let index = 0; index < STATIC_BYTES / WORD; index++) {
    const beyond = (words[index] ?? 0) - used * WORD;
    if (beyond >= 0 && beyond <= TRAILER_BYTES) places.push(index * WORD);
  }
  return places;
}

function heapEnd(words: Uint32Array, { heapEndAt }: Layout): number {
  return words[heapEndAt / WORD] ?? 0;
}

interface Piece {
  readonly at: number;
  readonly copy: Uint8Array;
}

const PIECE_BYTES = 4096;

/** Copies what is not zero, in pieces of 4 KiB joined where they touch. */
function takePieces(words: Uint32Array, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let begin: number | undefined;
  for (let at = from; at < to + PIECE_BYTES; at += PIECE_BYTES) {
    const isEmpty = at >= to || isZero(words, at, at + PIECE_BYTES);
    if (!isEmpty) begin ??= at;
    if (!isEmpty || begin === undefined) continue;
    pieces.push({ at: begin, copy: new Uint8Array(words.buffer.slice(begin, at)) });
    begin = undefined;
  }
  return pieces;
}

function isGuardClean(words: Uint32Array, { stackFloor }: Layout): boolean {
  return isZero(words, stackFloor - GUARD_BYTES, stackFloor);
}

function isZero(words: Uint32Array, from: number, to: number): boolean {
  const last = Math.min(to / WORD, words.length);
  for (let index = from / WORD; index < last; index++) if (words[index] !== 0) return false;
  return true;
}
