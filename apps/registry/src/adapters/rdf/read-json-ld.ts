import { ThesaurusError } from '../../ports.ts';
import type { Statement } from '../../ports.ts';
import { checkJson } from './check-json.ts';
import { giveExpanded } from './expanded-json-ld.ts';
import { BASE } from './limits.ts';
import type { SyntaxText } from './read-statements.ts';

/**
 * Reads JSON-LD 1.1: jsonld expands it, the statements are read from the expanded form. A context that stands elsewhere is
 * refused, not fetched.
 */
export async function readJsonLd(source: SyntaxText, each: (statement: Statement) => void): Promise<void> {
  checkJson(source);
  giveExpanded(await expand(parse(source), source.file), each);
}

async function expand(document: unknown, file: string): Promise<unknown> {
  const { default: jsonld } = await import('jsonld');
  let wanted: string | undefined;
  const documentLoader = (url: string): Promise<never> => {
    wanted ??= url;
    return Promise.reject(new Error('nothing is fetched'));
  };
  try {
    return await jsonld.expand(document, { base: BASE, documentLoader });
  } catch (error) {
    // Within a scoped context the loader's refusal is told as a fault of the syntax.
    if (wanted !== undefined) throw new ThesaurusError('remote-context', { file, url: wanted }, error);
    const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    throw new ThesaurusError('syntax', { file, line: 0, reason }, error);
  }
}

/** A text or number alone is no document; jsonld would take a text for an address. */
function parse({ file, text }: SyntaxText): object {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = message.replace(/(?: in JSON)? at position .*$/s, '');
    throw new ThesaurusError('syntax', { file, line: lineOf(message, text), reason }, error);
  }
  throw new ThesaurusError('syntax', { file, line: 1, reason: 'neither an object nor an array' });
}

/** V8 writes "… in JSON at position 17 (line 2 column 3)", and nothing where the text ends too early. */
function lineOf(message: string, text: string): number {
  const [, line] = /\(line (\d+) column \d+\)/.exec(message) ?? [];
  if (line !== undefined) return Number(line);
  return /end of JSON/.test(message) ? text.split('\n').length : 0;
}
