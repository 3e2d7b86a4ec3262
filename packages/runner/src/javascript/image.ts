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

/**
 * Takes an image of a QuickJS that has loaded a program. All of its state is in this memory, so putting the image back
 * gives what loading the program into a new instance would give, in a fraction of the time, and nothing of a run is
 * left for the next one: no variable, no changed built-in, not even the bytes of freed memory.
 *
 * The memory is laid out as clang's linker does: constants and variables, the stack, the heap. Where the place is known
 * in which the allocator keeps the end of the heap, only what a run can have touched is put back.
 *
 * @param heapEndAt that place, as findHeapEnd gives it
 */
export function takeImage(memory: WasmMemory, heapEndAt: number | undefined): Image {
  const words = new Uint32Array(memory.buffer);
  const pieces = takePieces(memory, heapEndAt === undefined ? words.length : end(words, heapEndAt) / WORD);
  const stackFloor = floorOfStack(pieces);
  return {
    isRestorable: () => memory.buffer === words.buffer,
    restore: () => {
      const bytes = new Uint8Array(memory.buffer);
      const isBounded = heapEndAt !== undefined && stackFloor !== undefined;
      if (isBounded && isZero(words, (stackFloor - GUARD_BYTES) / WORD, stackFloor / WORD)) {
        bytes.fill(0, stackFloor, end(words, heapEndAt));
      } else {
        bytes.fill(0);
      }
      for (const { at, copy } of pieces) bytes.set(copy, at);
    },
  };
}

/**
 * Finds where QuickJS's allocator keeps the end of the heap: the one word below the stack that points right behind the
 * last byte in use, before and after something large is allocated. Undefined where there is not exactly one.
 *
 * @param allocate allocates some hundred kilobytes that are not zero
 */
export function findHeapEnd(memory: WasmMemory, allocate: () => void): number | undefined {
  const before = pointersToEnd(memory);
  allocate();
  const after = new Set(pointersToEnd(memory));
  const both = before.filter((at) => after.has(at));
  return both.length === 1 ? both[0] : undefined;
}

const WORD = Uint32Array.BYTES_PER_ELEMENT;
const STATIC_BYTES = 1024 * 1024;
/** The allocator's own words behind the last block. */
const TRAILER_BYTES = 64;

function pointersToEnd({ buffer }: WasmMemory): readonly number[] {
  const words = new Uint32Array(buffer);
  let used = words.length;
  while (used > 0 && words[used - 1] === 0) used--;
  const places: number[] = [];
  for (let index = 0; index < STATIC_BYTES / WORD; index++) {
    const beyond = end(words, index * WORD) - used * WORD;
    if (beyond >= 0 && beyond <= TRAILER_BYTES) places.push(index * WORD);
  }
  return places;
}

function end(words: Uint32Array, at: number): number {
  return words[at / WORD] ?? 0;
}

interface Piece {
  readonly at: number;
  readonly copy: Uint8Array;
}

const PIECE_WORDS = 1024;

/** Copies what is not zero, in pieces of 4 KiB joined where they touch. */
function takePieces({ buffer }: WasmMemory, used: number): readonly Piece[] {
  const words = new Uint32Array(buffer);
  const pieces: Piece[] = [];
  let from: number | undefined;
  for (let at = 0; at <= used + PIECE_WORDS; at += PIECE_WORDS) {
    const isEmpty = isZero(words, at, at + PIECE_WORDS);
    if (!isEmpty) from ??= at;
    if (!isEmpty || from === undefined) continue;
    pieces.push({ at: from * WORD, copy: new Uint8Array(buffer.slice(from * WORD, at * WORD)) });
    from = undefined;
  }
  return pieces;
}

/** Twice what QuickJS grants its programs: built-in functions may go a little deeper before they ask. */
const STACK_BYTES = 512 * 1024;
/** Below it nothing may ever have been written; if something was, everything is put back. */
const GUARD_BYTES = 64 * 1024;

/** Finds how far down a run can have written the stack, which lies in the gap between variables and heap. */
function floorOfStack(pieces: readonly Piece[]): number | undefined {
  const gap = pieces.findIndex(({ at, copy }, index) => {
    const next = pieces[index + 1];
    return next !== undefined && next.at - at - copy.length > 2 * (STACK_BYTES + GUARD_BYTES);
  });
  const above = pieces[gap + 1];
  return gap < 0 || above === undefined ? undefined : above.at - STACK_BYTES;
}

function isZero(words: Uint32Array, from: number, to: number): boolean {
  for (let index = Math.min(to, words.length) - 1; index >= from; index--) if (words[index] !== 0) return false;
  return true;
}
