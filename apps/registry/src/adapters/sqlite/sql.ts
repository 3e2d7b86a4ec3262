import Database from 'better-sqlite3';

/** Is a value that can be bound or read. */
export type SqlValue = string | number | bigint | Buffer | Uint8Array | null;

/**
 * Is one connection. Every statement is prepared once, by its text: pass constants, never text put together from
 * input. All calls are synchronous, so nothing comes between the statements of a transaction.
 */
export interface Sql {
  /** Gives the first row; the caller names its shape, as SQL cannot. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  get<Row>(text: string, ...values: readonly SqlValue[]): Row | undefined;
  /** Gives all rows. */
  all<Row>(text: string, ...values: readonly SqlValue[]): Row[];
  /** Walks through rows; no other statement may write meanwhile. */
  iterate<Row>(text: string, ...values: readonly SqlValue[]): IterableIterator<Row>;
  /** Runs a statement and gives the number of rows it changed. */
  run(text: string, ...values: readonly SqlValue[]): number;
  /** Runs a script. */
  exec(script: string): void;
  /** Tells whether a transaction is open. */
  inTransaction(): boolean;
  /** Closes the connection. */
  close(): void;
}

/** Describes how a connection is opened. */
export interface SqlOptions {
  readonly readonly?: boolean;
  /** Whether the file must exist. */
  readonly mustExist?: boolean;
  /** How long SQLite itself waits for a lock, in milliseconds; this blocks the process. */
  readonly busyTimeout?: number;
  /** Called with each statement that runs; for counting. */
  readonly onStatement?: (text: string) => void;
}

/** Opens a connection to a database file, without settings (see open-database.ts). */
export function openSql(file: string, options: SqlOptions = {}): Sql {
  const database = new Database(file, {
    readonly: options.readonly ?? false,
    fileMustExist: options.mustExist ?? options.readonly ?? false,
    timeout: options.busyTimeout ?? 0,
    verbose: options.onStatement as ((message?: unknown) => void) | undefined,
  });
  const prepare = createStatements((text) => database.prepare(text));
  return {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as declared above
    get: <Row>(text: string, ...values: readonly SqlValue[]) => prepare(text).get(...values) as Row | undefined,
    all: <Row>(text: string, ...values: readonly SqlValue[]) => prepare(text).all(...values) as Row[],
    iterate: <Row>(text: string, ...values: readonly SqlValue[]) =>
      prepare(text).iterate(...values) as IterableIterator<Row>,
    run: (text, ...values) => prepare(text).run(...values).changes,
    exec: (script) => void database.exec(script),
    inTransaction: () => database.inTransaction,
    close: () => void database.close(),
  };
}

/** Statements that are held at least, and half of those that are held at most. */
const HELD = 256;

/**
 * Remembers prepared statements by their text. Bounded, because the filters of a search make some thousand texts and
 * an attacker could ask for each: the older half leaves when the younger is full.
 */
export function createStatements<T>(prepare: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    const found = young.get(text);
    if (found !== undefined) return found;
    const statement = old.get(text) ?? prepare(text);
    if (young.size >= HELD) {
      old = young;
      young = new Map();
    }
    young.set(text, statement);
    return statement;
  };
}
