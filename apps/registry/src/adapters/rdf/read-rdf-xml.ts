import { ThesaurusError } from '../../ports.ts';
import type { Statement } from '../../ports.ts';
import { checkXml } from './check-xml.ts';
import { BASE } from './limits.ts';
import type { SyntaxText } from './read-statements.ts';

const PIECE = 65_536;

/** Reads RDF/XML 1.1 with rdfxml-streaming-parser, after the document was checked to be whole and within limits. */
export async function readRdfXml(source: SyntaxText, each: (statement: Statement) => void): Promise<void> {
  await checkXml(source);
  const { RdfXmlParser } = await import('rdfxml-streaming-parser');
  const parser = new RdfXmlParser({ baseIRI: BASE, trackPosition: true });
  let failure: unknown;
  // It goes on after an error, and may find more.
  parser.on('error', (error: unknown) => (failure ??= error));
  parser.on('data', (quad: Quad) => {
    if (failure === undefined) failure = failureOf(() => each(statementOf(quad)));
  });
  const ended = new Promise((resolve) => parser.once('close', resolve));
  for (let from = 0; from < source.text.length && failure === undefined; from += PIECE) {
    if (!parser.write(source.text.slice(from, from + PIECE))) await nextTurn();
  }
  if (failure === undefined) parser.end();
  else parser.destroy();
  await ended;
  if (failure !== undefined) throw failure instanceof ThesaurusError ? failure : syntaxError(source.file, failure);
}

interface Term {
  readonly termType: string;
  readonly value: string;
  readonly language?: string;
}

interface Quad {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function failureOf(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

function statementOf({ subject, predicate, object }: Quad): Statement {
  const said =
    object.termType === 'Literal'
      ? { kind: 'literal' as const, text: object.value, language: object.language ?? '' }
      : { kind: 'resource' as const, id: idOf(object) };
  return { subject: idOf(subject), predicate: predicate.value, object: said };
}

const idOf = ({ termType, value }: Term): string => (termType === 'BlankNode' ? `_:${value}` : value);

/** Its own errors begin "Line 3 column 5: ", those of the XML parser "3:5: ". */
function syntaxError(file: string, error: unknown): ThesaurusError {
  const message = error instanceof Error ? error.message : String(error);
  const [, line = '0', reason = message] = /^(?:Line )?(\d+)(?: column \d+|:\d+): (.*?)\.?$/s.exec(message) ?? [];
  return new ThesaurusError('syntax', { file, line: Number(line), reason }, error);
}
