import type { Quad, Source, Term } from 'n3';

import { ThesaurusError } from '../../ports.ts';
import type { Statement, StatementObject } from '../../ports.ts';
import { BASE, LIMITS } from './limits.ts';
import type { SyntaxText } from './read-statements.ts';

const OPENING: ReadonlySet<string> = new Set(['[', '(', '{', '<<', '<<(', '{|']);
const CLOSING: ReadonlySet<string> = new Set([']', ')', '}', '>>', ')>>', '|}']);

/** Reads Turtle 1.1 (and N-Triples, which is a part of it) with n3. */
export async function readTurtle({ file, text }: SyntaxText, each: (statement: Statement) => void): Promise<void> {
  const { Parser } = await import('n3');
  let depth = 0;
  let take: ((text?: string) => void) | undefined;
  let end: (() => void) | undefined;
  // Pushed in one piece: what is thrown comes out here (from a plain text it would end the process), and a literal without
  // end is looked at once.
  const source: Source = {
    on(event, listener) {
      if (event === 'data') take = listener;
      else if (event === 'end') end = listener;
    },
  };
  try {
    new Parser({ format: 'text/turtle', baseIRI: BASE }).parse(source, {
      onQuad(error, quad) {
        if (error) throw error;
        if (quad) giveQuad(quad, each);
      },
      onToken({ type, line }) {
        if (OPENING.has(type)) depth += 1;
        else if (CLOSING.has(type)) depth -= 1;
        if (depth > LIMITS.depth) throw new ThesaurusError('too-deep', { file, line, limit: LIMITS.depth });
      },
    });
    take?.(text);
    end?.();
  } catch (error) {
    throw error instanceof ThesaurusError ? error : syntaxError(file, error);
  }
}

/** A statement about a statement (RDF 1.2) is none of ours. */
function giveQuad({ subject, predicate, object }: Quad, each: (statement: Statement) => void): void {
  const said = objectOf(object);
  if (subject.termType === 'Quad' || said === undefined) return;
  each({ subject: idOf(subject), predicate: predicate.value, object: said });
}

function objectOf(term: Term): StatementObject | undefined {
  if (term.termType === 'Literal') return { kind: 'literal', text: term.value, language: term.language ?? '' };
  return term.termType === 'Quad' ? undefined : { kind: 'resource', id: idOf(term) };
}

const idOf = ({ termType, value }: Term): string => (termType === 'BlankNode' ? `_:${value}` : value);

/** n3 writes "… on line 3."; a token that never ends is shown from its beginning. */
function syntaxError(file: string, error: unknown): ThesaurusError {
  const message = error instanceof Error ? error.message : String(error);
  const [, reason = message, line] = /^(.*) on line (\d+)\.$/s.exec(message) ?? [];
  return new ThesaurusError('syntax', { file, line: line === undefined ? 0 : Number(line), reason }, error);
}
