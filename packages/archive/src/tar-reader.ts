import { ArchiveError } from './archive-error.ts';
import type { ArchiveLimits } from './limits.ts';
import { createNameSet } from './name-set.ts';
import type { NameKind, NameSet } from './name-set.ts';
import { assertPath } from './path-rules.ts';
import { parsePax, textOf } from './pax.ts';
import type { PaxHeader } from './pax.ts';
import { BLOCK, hasLinkTarget, isZero, parseHeader } from './tar-header.ts';
import type { TarHeader } from './tar-header.ts';

/** Tells what the reader met: the start of a file, a piece of it (a view, valid until the next call), its end. */
export type TarEvent =
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'end' };

/** Reads a tar stream piece by piece, without I/O. */
export interface TarReader {
  /** Takes the next bytes, cut anywhere. Drain the events before the next call. */
  read(chunk: Buffer): Iterable<TarEvent>;
  /**
   * Says that no bytes follow.
   * @throws ArchiveError `archive-truncated`, `archive-empty`
   */
  finish(): void;
}

/**
 * Makes a reader for the subset of tar that `pack` writes and that GNU tar and bsdtar write for plain files and folders.
 * Where two readers could disagree about what an archive holds, this one refuses; see docs/adr/0005-strict-tar-reader.md.
 *
 * ```text
 * archive = *entry 2*zero-block [zero padding, at most 64 KiB]
 * entry   = [extended] header content padding     ; type '0' or NUL: file, '5': folder without content
 * extended = header 'x' pax-records padding       ; only `path` is used, dangerous keys are refused
 *          / header 'L' path NUL padding          ; GNU's long name
 * ```
 *
 * Padding is zeros, and the whole is a number of blocks. One leading `./` of a path is dropped, as `tar -c .` writes it; `./` alone is the root and is skipped.
 * @throws ArchiveError while reading: header, entry, pax, path and limit codes
 */
export function createTarReader(limits: ArchiveLimits): TarReader {
  const state: State = {
    limits,
    names: createNameSet(limits.entries),
    block: Buffer.alloc(BLOCK),
    filled: 0,
    phase: 'header',
    remaining: 0,
    padding: 0,
    files: 0,
    rootSeen: false,
    zeroBlocks: 0,
    tail: 0,
    extended: undefined,
    pax: {},
  };
  return { read: (chunk) => readChunk(state, chunk), finish: () => finish(state) };
}

interface State {
  readonly limits: ArchiveLimits;
  readonly names: NameSet;
  /** Collects a header that arrives in pieces. */
  readonly block: Buffer;
  filled: number;
  phase: 'header' | 'file' | 'extended' | 'padding' | 'tail';
  /** Content bytes still to come. */
  remaining: number;
  /** Zero bytes that follow the content. */
  padding: number;
  files: number;
  rootSeen: boolean;
  zeroBlocks: number;
  tail: number;
  extended: { readonly type: 'x' | 'L'; readonly bytes: Buffer } | undefined;
  /** What the extended header says about the next entry. */
  pax: PaxHeader;
}

const EXTENDED_BYTES = 64 * 1024;
const TAIL_BYTES = 64 * 1024;

function* readChunk(state: State, chunk: Buffer): Generator<TarEvent> {
  let rest = chunk;
  while (rest.length > 0) {
    const taken = yield* step(state, rest);
    rest = rest.subarray(taken);
  }
}

/** Handles the front of the bytes and returns how many it took, at least one. */
function* step(state: State, bytes: Buffer): Generator<TarEvent, number> {
  switch (state.phase) {
    case 'header':
      return yield* takeHeader(state, bytes);
    case 'file':
      return yield* takeFile(state, bytes);
    case 'extended':
      return takeExtended(state, bytes);
    case 'padding':
      return takePadding(state, bytes);
    case 'tail':
      return takeTail(state, bytes);
  }
}

function* takeHeader(state: State, bytes: Buffer): Generator<TarEvent, number> {
  const taken = Math.min(BLOCK - state.filled, bytes.length);
  state.block.set(bytes.subarray(0, taken), state.filled);
  state.filled += taken;
  if (state.filled < BLOCK) return taken;
  state.filled = 0;
  if (isZero(state.block)) takeZeroBlock(state);
  else yield* startEntry(state, parseEntryHeader(state));
  return taken;
}

function takeZeroBlock(state: State): void {
  // A lone extended header before the end would be somebody's hidden word.
  if (state.extended !== undefined) throw new ArchiveError('pax-invalid');
  state.zeroBlocks += 1;
  if (state.zeroBlocks === 2) state.phase = 'tail';
}

function parseEntryHeader(state: State): TarHeader {
  if (state.zeroBlocks > 0) throw new ArchiveError('archive-trailing');
  const header = parseHeader(state.block);
  if (hasLinkTarget(state.block) && (header.type === '0' || header.type === '5')) {
    throw new ArchiveError('entry-link', { path: header.path });
  }
  return header;
}

function* startEntry(state: State, header: TarHeader): Generator<TarEvent> {
  switch (header.type) {
    case '0':
      yield* startFile(state, header);
      return;
    case '5':
      startFolder(state, header);
      return;
    case 'x':
    case 'L':
      startExtended(state, header, header.type);
      return;
    case 'g':
      throw new ArchiveError('pax-global');
    case '1':
    case '2':
    case 'K':
      throw new ArchiveError('entry-link', { path: header.path });
    case 'S':
      throw new ArchiveError('entry-sparse', { path: header.path });
    default:
      throw new ArchiveError('entry-type', { path: header.path, params: { type: header.type } });
  }
}

function* startFile(state: State, header: TarHeader): Generator<TarEvent> {
  const path = takePath(state, header);
  addName(state, path, 'file');
  if (header.size > state.limits.fileBytes) {
    throw new ArchiveError('file-too-large', { path, params: { size: header.size, limit: state.limits.fileBytes } });
  }
  state.files += 1;
  yield { kind: 'file', path, size: header.size };
  if (header.size === 0) yield { kind: 'end' };
  else startContent(state, 'file', header.size);
}

function startFolder(state: State, header: TarHeader): void {
  const path = takePath(state, header).replace(/\/$/, '');
  // Some readers skip a folder's "content", some read it as the next header: a hiding place.
  if (header.size !== 0) throw new ArchiveError('header-field', { path });
  if (path !== '.') addName(state, path, 'folder');
  else if (state.rootSeen) throw new ArchiveError('path-duplicate', { path });
  else state.rootSeen = true;
}

function addName(state: State, path: string, kind: NameKind): void {
  assertPath(path, state.limits);
  state.names.add(path, kind);
}

function startExtended(state: State, header: TarHeader, type: 'x' | 'L'): void {
  // Two in a row: readers differ in which one wins.
  if (state.extended !== undefined) throw new ArchiveError('pax-invalid');
  if (header.size === 0 || header.size > EXTENDED_BYTES) throw new ArchiveError('pax-invalid');
  state.extended = { type, bytes: Buffer.alloc(header.size) };
  startContent(state, 'extended', header.size);
}

function startContent(state: State, phase: 'file' | 'extended', size: number): void {
  state.phase = phase;
  state.remaining = size;
  state.padding = (BLOCK - (size % BLOCK)) % BLOCK;
}

function takePath(state: State, header: TarHeader): string {
  const { path = header.path, size = header.size } = state.pax;
  // A reader without pax would go on at another place.
  if (size !== header.size) throw new ArchiveError('pax-key', { path, params: { key: 'size' } });
  state.pax = {};
  state.extended = undefined;
  return path.startsWith('./') && path !== './' ? path.slice(2) : path;
}

function* takeFile(state: State, bytes: Buffer): Generator<TarEvent, number> {
  const piece = bytes.length > state.remaining ? bytes.subarray(0, state.remaining) : bytes;
  state.remaining -= piece.length;
  yield { kind: 'data', bytes: piece };
  if (state.remaining === 0) {
    state.phase = state.padding === 0 ? 'header' : 'padding';
    yield { kind: 'end' };
  }
  return piece.length;
}

function takeExtended(state: State, bytes: Buffer): number {
  const extended = state.extended;
  if (extended === undefined) throw new ArchiveError('pax-invalid');
  const piece = bytes.subarray(0, state.remaining);
  extended.bytes.set(piece, extended.bytes.length - state.remaining);
  state.remaining -= piece.length;
  if (state.remaining === 0) {
    state.phase = state.padding === 0 ? 'header' : 'padding';
    state.pax = extended.type === 'x' ? parsePax(extended.bytes) : { path: longName(extended.bytes) };
  }
  return piece.length;
}

function longName(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  if (end !== bytes.length - 1) throw new ArchiveError('header-field');
  return textOf(bytes.subarray(0, end));
}

function takePadding(state: State, bytes: Buffer): number {
  const piece = bytes.subarray(0, state.padding);
  if (!isZero(piece)) throw new ArchiveError('header-field');
  state.padding -= piece.length;
  if (state.padding === 0) state.phase = 'header';
  return piece.length;
}

function takeTail(state: State, bytes: Buffer): number {
  state.tail += bytes.length;
  if (state.tail > TAIL_BYTES || !isZero(bytes)) throw new ArchiveError('archive-trailing');
  return bytes.length;
}

function finish(state: State): void {
  if (state.phase !== 'tail' || state.tail % BLOCK !== 0) throw new ArchiveError('archive-truncated');
  if (state.files === 0) throw new ArchiveError('archive-empty');
}
