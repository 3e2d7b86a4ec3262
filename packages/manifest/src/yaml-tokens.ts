import { CST, Lexer, Parser } from 'yaml';

import type { FoundProblem, ManifestProblemCode } from './problem.ts';

/** Bounds how deeply maps and lists may nest. */
export const DEPTH_LIMIT = 32;

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
 * thousand deep, never reaches the recursive composer; aliases ("billion laughs"), anchors, tags and directives are noted.
 */
export function readTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const problems: FoundProblem[] = [];
  let scalarFollows = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type: CST.TokenType | null = scalarFollows ? null : CST.tokenType(lexeme);
    const code = type === null ? undefined : REFUSED[type];
    if (code) problems.push({ code, path: [], offset: parser.offset, params: { text: lexeme.trimEnd() } });
    scalarFollows = type === 'scalar';
    const { offset } = parser;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (isTooDeep(parser)) {
      problems.push({ code: 'yaml-too-deep', path: [], offset, params: { limit: DEPTH_LIMIT } });
      return { tokens: undefined, problems };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, problems };
}

function isTooDeep(parser: Parser): boolean {
  if (parser.stack.length <= DEPTH_LIMIT) return false;
  return parser.stack.filter((token) => CST.isCollection(token)).length > DEPTH_LIMIT;
}
