/** Is a complete blob as its row tells it. */
export interface BlobRow {
  readonly digest: string;
  readonly size: number;
  readonly chunks: Buffer;
  readonly touchedAt: number;
  readonly published: boolean;
}

/** Names the upload of a token. */
export interface UploadKey {
  readonly tokenId: string;
  readonly digest: string;
}

/** Is another form of a blob as its row tells it. */
export interface FormRow {
  readonly source: string;
  readonly form: string;
  readonly digest: string;
  readonly size: number;
  readonly chunks: Buffer;
  readonly usedAt: number;
}

/** Is the bookkeeping that blobs need of a database. Finding is immediate, changing settles when it is durable. */
export interface BlobRows {
  find(digest: string): BlobRow | undefined;
  /** Tells whether the token uploaded this blob completely. */
  hasComplete(upload: UploadKey): boolean;
  /** Gives what the unpublished uploads of a token take, without this one. */
  usedQuota(upload: UploadKey): number;
  /** Notes how much an upload takes; rejects with `quota-exceeded` when that is more than `quota` in all. */
  reserve(upload: UploadKey, bytes: number, quota: number): Promise<void>;
  /** Notes a complete blob and its upload; rejects with `quota-exceeded` likewise. */
  store(upload: UploadKey, blob: Pick<BlobRow, 'size' | 'chunks'>, quota: number): Promise<void>;
  /** Forgets an upload that came to nothing. */
  forget(upload: UploadKey): Promise<void>;
  /** Notes that a blob is in use. */
  touch(digest: string): Promise<void>;
  /**
   * Removes rows of unpublished blobs not touched since `before`, calling `remove` for each under the write lock.
   * Gives what was removed; call again until nothing was.
   */
  sweep(before: Date, remove: (digest: string) => void): Promise<{ readonly removed: number; readonly bytes: number }>;
  /** Calls `remove` under the write lock for those of the digests that have no row. */
  removeOrphans(digests: readonly string[], remove: (digest: string) => void): Promise<void>;
  findForm(source: string, form: string): FormRow | undefined;
  /** Notes a form; where its blob is gone meanwhile, calls `remove` under the write lock instead and gives false. */
  putForm(row: FormRow, remove: () => void): Promise<boolean>;
  touchForm(row: FormRow): Promise<void>;
  removeForm(row: Pick<FormRow, 'source' | 'form'>): Promise<void>;
  /** Removes the forms used least until the rest takes at most `limit` bytes, calling `remove` for each. */
  trimForms(limit: number, remove: (row: FormRow) => void): Promise<void>;
}
