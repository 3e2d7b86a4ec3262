import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { ThesaurusError } from '../../ports.ts';
import type { Statement, StatementFormat, StatementReader } from '../../ports.ts';
import { LIMITS } from './limits.ts';
import { readJsonLd } from './read-json-ld.ts';
import { readRdfXml } from './read-rdf-xml.ts';
import { readTurtle } from './read-turtle.ts';

const FORMATS: Readonly<Record<string, StatementFormat>> = {
  '.ttl': 'turtle',
  '.turtle': 'turtle',
  '.nt': 'turtle',
  '.rdf': 'rdf-xml',
  '.xml': 'rdf-xml',
  '.owl': 'rdf-xml',
  '.jsonld': 'json-ld',
  '.json': 'json-ld',
};

/** Is a text in a syntax, for the reader of that syntax. */
export interface SyntaxText {
  /** Name of the file, for errors. */
  readonly file: string;
  readonly text: string;
}

const READERS: Readonly<
  Record<StatementFormat, (source: SyntaxText, each: (statement: Statement) => void) => Promise<void>>
> = { turtle: readTurtle, 'rdf-xml': readRdfXml, 'json-ld': readJsonLd };

/** Reads statements from a file; each syntax has its parser, which is loaded now. */
export const readStatements: StatementReader = async ({ path, format: wished }, each) => {
  const file = basename(path);
  const format = wished ?? FORMATS[extname(file).toLowerCase()];
  if (format === undefined) throw new ThesaurusError('format-unknown', { file });
  const bytes = await readBytes(path, format === 'json-ld' ? LIMITS.jsonBytes : LIMITS.bytes);
  if (!isUtf8(bytes)) throw new ThesaurusError('not-utf8', { file, line: lineOfBadBytes(bytes) });
  let count = 0;
  await READERS[format]({ file, text: bytes.toString().replace(/^\uFEFF/, '') }, (statement) => {
    count += 1;
    if (count > LIMITS.statements) throw new ThesaurusError('too-many-statements', { file, limit: LIMITS.statements });
    each(statement);
  });
  return { name: file, format, digest: hash('sha256', bytes) };
};

/** Reads no more than the limit, whatever the system says of the size: a pipe says nothing. */
async function readBytes(path: string, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  const file = await open(path).catch((cause: unknown) => {
    throw new ThesaurusError('file-unreadable', { file: path }, cause);
  });
  try {
    for await (const piece of file.createReadStream({ end: limit }) as AsyncIterable<Buffer>) {
      pieces.push(piece);
      size += piece.length;
    }
  } catch (cause) {
    throw new ThesaurusError('file-unreadable', { file: path }, cause);
  } finally {
    await file.close();
  }
  if (size > limit) throw new ThesaurusError('file-too-large', { file: basename(path), limit: limit / 1024 / 1024 });
  return Buffer.concat(pieces);
}

/** No line feed is part of another character in UTF-8, so a line is whole by itself. */
function lineOfBadBytes(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    if (feed === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    line += 1;
    start = feed + 1;
  }
}
