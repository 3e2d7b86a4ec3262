import type { SaxesParser } from '@rubensworks/saxes';

import { ThesaurusError } from '../../ports.ts';
import { LIMITS } from './limits.ts';
import type { SyntaxText } from './read-statements.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const ENTITY = /<!ENTITY\s+([^\s"'<>&;%]+)\s+(?:"([^"<&%]*)"|'([^'<&%]*)')\s*>/gu;
const PIECE = 65_536;

/**
 * Asserts that a text is one whole RDF/XML document within limits; the parser of statements does not look at the end, and its
 * cost grows with the square of the depth. Entities may stand for short plain texts, as tools write them for namespaces; they
 * hold no others (no billion laughs) and name no file and no address (no XXE).
 */
export async function checkXml({ file, text }: SyntaxText): Promise<void> {
  const { SaxesParser: Parser } = await import('@rubensworks/saxes');
  const parser = new Parser({ xmlns: true, position: true });
  const at = () => ({ file, line: parser.line });
  let depth = 0;
  parser.on('error', ({ message }) => {
    throw new ThesaurusError('syntax', { ...at(), reason: message.replace(/^\d+:\d+: /, '').replace(/\.$/, '') });
  });
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (!/^(?:utf-?8|us-ascii)$/i.test(encoding)) throw new ThesaurusError('not-utf8', at());
  });
  parser.on('doctype', (doctype) => takeEntities(parser, doctype, at));
  parser.on('opentag', ({ uri, local, name }) => {
    if (depth === 0 && (uri !== RDF || local !== 'RDF'))
      throw new ThesaurusError('not-rdf-xml', { ...at(), found: name });
    depth += 1;
    if (depth > LIMITS.depth) throw new ThesaurusError('too-deep', { ...at(), limit: LIMITS.depth });
  });
  parser.on('closetag', () => (depth -= 1));
  for (let from = 0; from < text.length; from += PIECE) parser.write(text.slice(from, from + PIECE));
  parser.close();
}

/** Makes the entities of a DOCTYPE known, and counts what they stand for each time that one is read. */
function takeEntities(
  parser: SaxesParser<{ xmlns: true; position: true }>,
  doctype: string,
  at: () => { readonly file: string; readonly line: number },
): void {
  const rest = doctype.replace(/<!--.*?-->/gsu, '').replace(ENTITY, '');
  const refused = /<!ENTITY\s+(?:%\s+)?([^\s<>"']*)|%([^;\s]+);/u.exec(rest);
  if (refused) throw new ThesaurusError('entity-refused', { ...at(), name: refused[1] ?? refused[2] ?? '' });
  const external = /^\s*\S+\s+(?:SYSTEM|PUBLIC)\b/u.test(rest);
  if (external) throw new ThesaurusError('entity-refused', { ...at(), name: 'DOCTYPE' });
  let total = 0;
  for (const [, name = '', double, single = ''] of doctype.matchAll(ENTITY)) {
    const value = double ?? single;
    if (value.length > LIMITS.entityCharacters) throw new ThesaurusError('entity-refused', { ...at(), name });
    Object.defineProperty(parser.ENTITIES, name, {
      configurable: true,
      get() {
        total += value.length;
        if (total > LIMITS.entityTotal) throw new ThesaurusError('entities-too-long', at());
        return value;
      },
    });
  }
}
