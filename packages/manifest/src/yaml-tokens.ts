import { CST, Lexer, Parser } from 'yaml';

import type { FoundProblem, ManifestProblemCode } from './problem.ts';

/** Bounds how deeply maps and lists may nest. */
const DEPTH_LIMIT = 32;

/** Bounds the tokens of a document. The longest real manifest has a tenth of it; a file of brackets has a quarter million. */
const TOKEN_LIMIT = 20_000;

/** After so many refused tokens the rest is not read. */
const REFUSED_LIMIT = 100;

/** YAML's power to say one thing twice or to run code in careless readers: none of it is needed here. */
const REFUSED: Readonly<Partial<Record<CST.TokenType, ManifestProblemCode>>> = {
  alias: 'yaml-alias',
  anchor: 'yaml-anchor',
  tag: 'yaml-tag',
  'directive-line': 'yaml-directive',
};

/** Holds the syntax tree of a YAML text, unless it nests too deeply, and what is refused in it. */
export interface Tokens {
  readonly tokens: readonly CST.Token[] | undefined;
  readonly problems: readonly FoundProblem[];
}

/**
 * Reads the tokens of a YAML text. Depth is watched while the text is read, so that `[[[[…` or `- - - …`, a hundred
 * thousand deep, never reaches the recursive composer; so is the number of tokens, because each stray one would become an
 * error with its own stack trace. Aliases ("billion laughs"), anchors, tags and directives are noted.
 */
export function readTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const problems: FoundProblem[] = [];
  let scalarFollows = false;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    const type: CST.TokenType | null = scalarFollows ? null : CST.tokenType(lexeme);
    const code = type === null ? undefined : REFUSED[type];
    if (code) problems.push({ code, path: [], offset, params: { text: lexeme.trimEnd() } });
    scalarFollows = type === 'scalar';
    tokens.push(...parser.next(lexeme));
    const excess = ++count > TOKEN_LIMIT ? TOO_MANY : isTooDeep(parser) ? TOO_DEEP : undefined;
    if (excess) problems.push({ ...excess, offset });
    if (excess || problems.length > REFUSED_LIMIT) return { tokens: undefined, problems };
  }
  tokens.push(...parser.end());
  return { tokens, problems };
}

const TOO_DEEP = { code: 'yaml-too-deep', path: [], params: { limit: DEPTH_LIMIT } } as const;
const TOO_MANY = { code: 'yaml-too-many-tokens', path: [], params: { limit: TOKEN_LIMIT } } as const;

function isTooDeep(parser: Parser): boolean {
  if (parser.stack.length <= DEPTH_LIMIT) return false;
  return parser.stack.filter((token) => CST.isCollection(token)).length > DEPTH_LIMIT;
}
