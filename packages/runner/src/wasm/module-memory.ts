import { PAGE_BYTES } from './webassembly.ts';

/** Is a module whose memory has a ceiling, or why it can have none. */
export type Bounded =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string };

const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;

/**
 * Gives the memory of a module a maximum by rewriting its memory section (WebAssembly core specification §5.5.8): the
 * host cannot bound a memory that a module makes for itself in any other way. A module that is malformed passes
 * unchanged here, and the compiler refuses it.
 */
export function boundMemory(module: Uint8Array, limitBytes: number): Bounded {
  const limit = Math.min(Math.floor(limitBytes / PAGE_BYTES), 65_536);
  for (let at = HEADER_BYTES; at < module.length;) {
    const size = readUnsigned(module, at + 1);
    if (size === undefined) break;
    const end = size.next + size.value;
    if (module[at] === MEMORY_SECTION) return rewrite(module, { at, body: size.next, end, limit });
    at = end;
  }
  return { ok: false, message: 'the module has no memory of its own' };
}

interface Section {
  readonly at: number;
  readonly body: number;
  readonly end: number;
  /** Most pages that are granted. */
  readonly limit: number;
}

function rewrite(module: Uint8Array, { at, body, end, limit }: Section): Bounded {
  const count = readUnsigned(module, body);
  const flags = count && module[count.next];
  const least = count && readUnsigned(module, count.next + 1);
  const most = flags === 1 && least ? readUnsigned(module, least.next) : undefined;
  if (count?.value !== 1) return { ok: false, message: 'the module has not exactly one memory' };
  if (least === undefined || (flags !== 0 && flags !== 1)) {
    return { ok: false, message: 'the memory is shared or has 64-bit addresses' };
  }
  if (least.value > limit) return { ok: false, message: `the memory begins with more than ${limit} pages` };
  const section = [1, 1, ...writeUnsigned(least.value), ...writeUnsigned(Math.min(most?.value ?? limit, limit))];
  const head = [MEMORY_SECTION, ...writeUnsigned(section.length)];
  return {
    ok: true,
    bytes: Uint8Array.from([...module.subarray(0, at), ...head, ...section, ...module.subarray(end)]),
  };
}

/** Reads an unsigned LEB128 number of at most 32 bits. */
function readUnsigned(bytes: Uint8Array, from: number): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes[from + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: from + index + 1 };
  }
  return undefined;
}

function writeUnsigned(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...writeUnsigned(Math.floor(value / 0x80))];
}
