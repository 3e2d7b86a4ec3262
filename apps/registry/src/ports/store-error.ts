/** Names why a data folder cannot be used. */
export type StoreErrorCode =
  | 'not-a-data-folder'
  | 'format-newer'
  | 'format-preview'
  | 'format-unknown'
  | 'not-writable'
  | 'not-empty'
  | 'not-a-backup'
  | 'incomplete'
  | 'migration-changed'
  | 'migration-newer'
  | 'migration-pending'
  | 'sqlite-too-old'
  | 'durability-refused'
  | 'locked'
  | 'damaged'
  | 'storage-full'
  | 'log-lost'
  | 'log-key-missing'
  | 'log-key-wrong'
  | 'origin-invalid'
  | 'log-diverged'
  | 'source-invalid'
  | 'source-unreachable'
  | 'source-other-log'
  | 'source-behind'
  | 'source-incomplete'
  | 'source-damaged';

/** Ends the opening or the maintenance of a data folder, with a message for the operator. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
