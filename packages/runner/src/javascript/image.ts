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
 */
export function takeImage(memory: WasmMemory): Image {
  const bytes = new Uint8Array(memory.buffer);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  const copy = bytes.slice(0, end);
  return {
    isRestorable: () => memory.buffer === bytes.buffer,
    restore: () => {
      bytes.set(copy);
      bytes.fill(0, end);
    },
  };
}
