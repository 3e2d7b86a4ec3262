/** Names a syntax of RDF: Turtle (which N-Triples is too), RDF/XML, JSON-LD. */
export type StatementFormat = 'turtle' | 'rdf-xml' | 'json-ld';

/** Is what a statement says of its subject: another resource, or a text. */
export type StatementObject =
  | { readonly kind: 'resource'; readonly id: string }
  | {
      readonly kind: 'literal';
      readonly text: string;
      /** BCP 47 as written; empty without. */ readonly language: string;
    };

/** Is one statement of RDF 1.1. Resources are named by their IRI, those without a name by `_:` and a name of this file. */
export interface Statement {
  readonly subject: string;
  readonly predicate: string;
  readonly object: StatementObject;
}

/** Is a file that was read. */
export interface StatementFile {
  /** Its name without folders. */
  readonly name: string;
  readonly format: StatementFormat;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

/**
 * Reads statements from a file that may be hostile: nothing it names is fetched, its size and depth are bounded.
 * Those given before an error are worth nothing. Rejects with `ThesaurusError`.
 */
export type StatementReader = (
  file: {
    readonly path: string;
    /** By the ending of its name unless given. */ readonly format?: StatementFormat | undefined;
  },
  each: (statement: Statement) => void,
) => Promise<StatementFile>;
