import type { BlobHandle } from './blobs.ts';

/** Names a compression in which an archive can be had. */
export type ArchiveCompression = 'zstd' | 'gzip';

/** Is an archive in one compression, open for reading; `digest` and `size` are those of this form. */
export interface ArchiveForm extends BlobHandle {
  readonly compression: ArchiveCompression;
}

/** Gives archives in the compression a reader can use. */
export interface Archives {
  /**
   * Finds an archive by the digest of its stored form. Another compression than the stored one is made at the first
   * read and kept; `undefined` compression means the stored form as it is.
   * Throws `ProblemError` `blob-damaged` when the stored bytes are not the published ones, and `storage-full`.
   */
  findForm(digest: string, compression?: ArchiveCompression): Promise<ArchiveForm | undefined>;
}
