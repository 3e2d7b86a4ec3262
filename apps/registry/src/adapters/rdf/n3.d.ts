// What we use of n3 2: the types that npm has are of version 1, without `onToken`.
declare module 'n3' {
  /** Is a token of the syntax. */
  export interface Token {
    readonly type: string;
    readonly line: number;
  }

  /** Is a term of RDF/JS. */
  export interface Term {
    readonly termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph' | 'Quad';
    readonly value: string;
    readonly language?: string;
  }

  /** Is a statement of RDF/JS. */
  export interface Quad {
    readonly subject: Term;
    readonly predicate: Term;
    readonly object: Term;
  }

  /** Takes text by `data` and `end`; what a callback throws comes out of them. */
  export interface Source {
    on(event: 'data' | 'end' | 'error', take: (text?: string) => void): void;
  }

  /** Parses Turtle. */
  export class Parser {
    constructor(options: { readonly format: string; readonly baseIRI: string });
    parse(
      source: Source,
      callbacks: {
        readonly onQuad: (error: Error | null, quad: Quad | null) => void;
        readonly onToken: (token: Token) => void;
      },
    ): void;
  }
}
