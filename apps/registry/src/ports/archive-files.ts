import type { BlobHandle } from './blobs.ts';

/** Names one file of an archive, with what the release record says of it. */
export interface ArchiveFileKey {
  /** Digest of the stored archive. */
  readonly archive: string;
  readonly path: string;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Gives single files of published archives. */
export interface ArchiveFiles {
  /**
   * Opens a file of an archive; small ones come from memory. `undefined` if the archive is not stored.
   * Throws `ProblemError` `blob-damaged`, as its streams do, when the bytes are not those of the record.
   */
  openFile(key: ArchiveFileKey): Promise<BlobHandle | undefined>;
}
