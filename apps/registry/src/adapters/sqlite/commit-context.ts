import type { Rendered } from '../../views/rendered.ts';
import { putDocument, removeDocument } from './documents.ts';
import type { Sql } from './sql.ts';

/** Is what applying a plan works with: the connection inside its transaction, the instant, the documents touched. */
export interface CommitContext {
  readonly sql: Sql;
  readonly at: Date;
  /** Keys of the documents this transaction writes; memory forgets them when it commits. */
  readonly touched: Set<string>;
  /** Tells whether the complete bytes of a blob lie in their place. */
  readonly hasBlobFile: (blob: { readonly digest: string; readonly size: number }) => boolean;
}

/** Stores a document within a commit. */
export function storeDocument(context: CommitContext, document: Rendered): void {
  putDocument(context.sql, document);
  context.touched.add(document.key);
}

/** Removes a document within a commit. */
export function dropDocument(context: CommitContext, key: string): void {
  removeDocument(context.sql, key);
  context.touched.add(key);
}
