/**
 * Names a stored document: the path under which it is served, such as `/api/v1/algorithms/impots/income-tax`.
 */
export type DocumentKey = string;

/** Is a rendered document. */
export interface StoredDocument {
  readonly bytes: Buffer;
  /** Strong ETag with its quotes. */
  readonly etag: string;
  /** Whether these bytes can never change. */
  readonly immutable: boolean;
  /** Media type; JSON unless given. */
  readonly mediaType?: string;
  /** Whether compressing is of no use (hashes); by default it is tried. */
  readonly isDense?: boolean;
}

/**
 * Reads rendered documents: heads, version listings, segments, release records, statuses, channels.
 * They are written only by the ledger, in the transaction of the rows they speak of. And what the log serves as bytes: its
 * newest checkpoint, which is never older than what any process has acknowledged, and its tiles, by their canonical paths.
 */
export interface Documents {
  /** Finds a document, from memory where that is still true. Synchronous: it runs in front of everything else. */
  find(key: DocumentKey): StoredDocument | undefined;
  /**
   * Gives a number that grows when another process has changed the data; checked at most every 50 ms, so a change is
   * seen within 100 ms.
   */
  epoch(): number;
  /** Tells how many bytes of memory the documents take. */
  heldBytes(): number;
}
