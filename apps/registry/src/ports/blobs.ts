import type { Readable } from 'node:stream';

/** Is a range of bytes: `start` inclusive, `end` exclusive. */
export interface ReadRange {
  readonly start: number;
  readonly end: number;
}

/** Is a stored blob, open for reading. */
export interface BlobHandle {
  readonly digest: string;
  readonly size: number;
  /**
   * Streams the blob or a range of it. The stream fails with `ProblemError` `blob-damaged` instead of ending when the
   * bytes do not have the digest, so that a flipped bit is never served as valid.
   */
  read(range?: ReadRange): Readable;
}

/** Is an upload about to be written. */
export interface UploadRequest {
  readonly digest: string;
  readonly tokenId: string;
  readonly body: Readable;
  /** Offset at which the body starts: 0 for a whole upload. */
  readonly offset: number;
  /** Whether the body ends the blob. */
  readonly complete: boolean;
}

/** Tells how far an upload is. */
export interface UploadProgress {
  readonly offset: number;
  readonly complete: boolean;
  /** Whether the blob was stored before this request. */
  readonly existed: boolean;
}

/**
 * Stores blobs by their digest. A blob is readable by others only once a release refers to it.
 *
 * Order of a write: temp file while hashing, fsync, rename, fsync of the folder, then its row; any other order tears
 * releases when the power fails.
 */
export interface Blobs {
  /** Finds a blob that a release refers to, or a detail blob or envelope that a leaf names. */
  findPublished(digest: string): Promise<BlobHandle | undefined>;
  /** Finds a complete blob, published or not, for the pipeline. */
  findStored(digest: string): Promise<BlobHandle | undefined>;
  /** Tells how far the upload of this token is; `undefined` when there is none. */
  progress(digest: string, tokenId: string): Promise<UploadProgress | undefined>;
  /**
   * Writes bytes of an upload in constant memory. Throws `ProblemError`: `digest-mismatch` (the bytes are dropped),
   * `upload-offset-mismatch`, `upload-busy`, `quota-exceeded`, `body-too-large`, `storage-full`. When the body breaks
   * off, what arrived is kept for a later request.
   */
  write(request: UploadRequest): Promise<UploadProgress>;
  /** Removes unreferenced and partial blobs not touched since `before`; never one of a running publish. */
  collect(before: Date): Promise<{ readonly removed: number; readonly bytes: number }>;
}
