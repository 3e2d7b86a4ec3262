import { ArchiveError } from './archive-error.ts';

/** Walks the frame of a compressed stream beside the decoder, to see what the decoder hides. */
export interface FrameCheck {
  /**
   * Takes the next compressed bytes, before the decoder gets them.
   * @throws ArchiveError
   */
  read(chunk: Uint8Array): void;
  /**
   * Says that no bytes follow.
   * @throws ArchiveError `archive-truncated`
   */
  finish(): void;
}

/** The largest window a decoder is advised to support (RFC 8878 §3.1.1.1.2), which `zstd -19` stays within. */
export const ZSTD_WINDOW_LOG = 23;

/**
 * Checks that a stream is exactly one zstd frame (RFC 8878 §3.1.1) without a dictionary:
 *
 * ```text
 * 28 B5 2F FD, descriptor 1, [window 1], [dictionary id], [content size 0-8], *(block header 3, block), [checksum 4]
 * ```
 *
 * Node's decoder stops silently at what follows a frame, or goes on with a second one, depending on how the bytes are cut.
 * A skippable frame or a second frame is refused: nothing may ride along that the digest does not cover.
 */
export function createZstdFrameCheck(): FrameCheck {
  const state: State = { phase: 'header', head: [], need: 5, skip: 0, last: false, checksum: 0 };
  return {
    read: (chunk) => {
      for (let at = 0; at < chunk.length;) at += take(state, chunk, at);
    },
    finish: () => {
      if (state.phase !== 'done') throw new ArchiveError('archive-truncated');
    },
  };
}

interface State {
  phase: 'header' | 'block' | 'skip' | 'done';
  /** Bytes of a header, until `need` of them are there. */
  head: number[];
  need: number;
  /** Bytes to pass over: a block or the checksum. */
  skip: number;
  last: boolean;
  checksum: number;
}

function take(state: State, chunk: Uint8Array, at: number): number {
  switch (state.phase) {
    case 'done':
      throw new ArchiveError('archive-trailing');
    case 'skip':
      return passOver(state, chunk.length - at);
    case 'header':
    case 'block':
      state.head.push(chunk[at] ?? 0);
      if (state.head.length === state.need) (state.phase === 'header' ? readFrameHeader : readBlockHeader)(state);
      return 1;
  }
}

function passOver(state: State, available: number): number {
  const passed = Math.min(state.skip, available);
  state.skip -= passed;
  if (state.skip === 0) afterSkip(state);
  return passed;
}

function afterSkip(state: State): void {
  if (!state.last) {
    expect(state, 'block', 3);
  } else if (state.checksum > 0) {
    state.phase = 'skip';
    state.skip = state.checksum;
    state.checksum = 0;
  } else {
    state.phase = 'done';
  }
}

function expect(state: State, phase: 'header' | 'block', need: number): void {
  state.phase = phase;
  state.need = need;
  state.head = [];
}

function readFrameHeader(state: State): void {
  const descriptor = state.head[4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  // A dictionary we do not have, or the reserved bit.
  if ((descriptor & 0x0b) !== 0) throw new ArchiveError('archive-corrupt');
  state.need = 5 + (single ? 0 : 1) + sizeBytes;
  if (state.head.length < state.need) return;
  const window = single ? contentSize(state.head.slice(5)) : windowSize(state.head[5] ?? 0);
  if (window > 2 ** ZSTD_WINDOW_LOG) throw new ArchiveError('archive-window', { params: { window } });
  state.checksum = (descriptor & 0x04) !== 0 ? 4 : 0;
  expect(state, 'block', 3);
}

function windowSize(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

/** Reads the little-endian content size; two bytes mean 256 more than they say. */
function contentSize(bytes: readonly number[]): number {
  const value = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  return bytes.length === 2 ? value + 256 : value;
}

function readBlockHeader(state: State): void {
  const [a = 0, b = 0, c = 0] = state.head;
  const header = a | (b << 8) | (c << 16);
  const type = (header >> 1) & 3;
  if (type === 3) throw new ArchiveError('archive-corrupt');
  state.last = (header & 1) !== 0;
  state.phase = 'skip';
  state.skip = type === 1 ? 1 : header >> 3; // a run-length block is one byte long
  if (state.skip === 0) afterSkip(state);
}
