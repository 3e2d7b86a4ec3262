import { createHash } from 'node:crypto';

import { ArchiveError } from './archive-error.ts';

/** Names bytes: `sha256:` and 64 lower-case hexadecimal digits. Made only by this file's functions. */
export type Digest = `sha256:${string}` & { readonly __brand: 'Digest' };

/** Describes one file of a release. */
export interface FileEntry {
  /** Relative path with `/`, NFC. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits, without prefix. */
  readonly sha256: string;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const HEX = /^[0-9a-f]{64}$/;

/** Tells whether a text is a digest. */
export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && DIGEST.test(text);
}

/**
 * Takes a text for a digest.
 * @throws ArchiveError `digest-invalid`
 */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw new ArchiveError('digest-invalid');
  return text;
}

/** Hashes bytes that are in memory. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest;
}

/**
 * Computes the identity of a release: sha256 over one line per file, sorted by the UTF-8 bytes of the path,
 *
 * ```text
 * <sha256, 64 lower-case hex> SP <size, decimal without leading zeros> SP <path> LF
 * ```
 *
 * Compression, tar metadata and folders play no part, so every form of transfer proves the same release.
 * Specified with a known answer in docs/spec/archive.md.
 * @throws ArchiveError `digest-invalid` when a line would be ambiguous: no hex, no whole size, a line feed in a path,
 * a path twice, an empty path
 */
export function releaseDigest(files: readonly FileEntry[]): Digest {
  const hash = createHash('sha256');
  let previous: string | undefined;
  for (const file of sortByPath(files)) {
    assertLine(file, previous);
    hash.update(`${file.sha256} ${file.size} ${file.path}\n`);
    previous = file.path;
  }
  return `sha256:${hash.digest('hex')}` as Digest;
}

/** Sorts entries by the UTF-8 bytes of their paths, which differs from JavaScript's order beyond the basic plane. */
export function sortByPath<T extends { readonly path: string }>(entries: readonly T[]): T[] {
  const keyed = entries.map((entry) => ({ entry, key: Buffer.from(entry.path) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry);
}

function assertLine(file: FileEntry, previous: string | undefined): void {
  const whole = Number.isSafeInteger(file.size) && file.size >= 0;
  // isWellFormed: a lone surrogate would hash like U+FFFD, so two lists would share a digest.
  const named = file.path !== '' && file.path !== previous && !file.path.includes('\n') && file.path.isWellFormed();
  if (!HEX.test(file.sha256) || !whole || !named) throw new ArchiveError('digest-invalid', { path: file.path });
}
