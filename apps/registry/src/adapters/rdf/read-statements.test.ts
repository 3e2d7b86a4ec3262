import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isFullScale } from '../testing/scale.ts';
import { ThesaurusError } from '../../ports.ts';
import type { Statement, StatementFormat } from '../../ports.ts';
import { readStatements } from './read-statements.ts';

const TESTDATA = fileURLToPath(new URL('../../../testdata/skos/', import.meta.url));
const isFull = isFullScale();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-statements-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string, format?: StatementFormat) {
  const statements: Statement[] = [];
  const file = await readStatements({ path, format }, (statement) => statements.push(statement));
  return { file, statements };
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Tells with which code and at which line a file is refused. */
async function refusalOf(path: string): Promise<string> {
  const error: unknown = await read(path).then(
    () => 'read',
    (reason: unknown) => reason,
  );
  return error instanceof ThesaurusError ? `${error.code} ${error.params['line'] ?? 0}` : String(error);
}

/** Statements without the names of nodes that have none, which each syntax makes up. */
const told = (statements: readonly Statement[]) =>
  statements
    .map(({ subject, predicate, object }) =>
      [subject, predicate, ...(object.kind === 'literal' ? [object.text, object.language] : [object.id])].join(' '),
    )
    .map((line) => line.replaceAll(/_:\S+/g, '_:'))
    .toSorted();

describe('the three syntaxes', () => {
  test('say the same', async () => {
    const [turtle, xml, json] = await Promise.all(
      ['water.ttl', 'water.rdf', 'water.jsonld'].map((name) => read(join(TESTDATA, name))),
    );

    // A tag has no case (RFC 5646 §2.1.1), and one of the parsers writes it small.
    const small = (lines: readonly string[]) => lines.map((line) => line.toLowerCase());
    expect(turtle?.statements).toHaveLength(40);
    expect(small(told(xml?.statements ?? []))).toEqual(small(told(turtle?.statements ?? [])));
    expect(small(told(json?.statements ?? []))).toEqual(small(told(turtle?.statements ?? [])));
    expect([turtle, xml, json].map((one) => one?.file.format)).toEqual(['turtle', 'rdf-xml', 'json-ld']);
  });

  test('are told by the ending of the name, or by whoever asks', async () => {
    const path = write('words.txt', '<https://example.org/a> <https://example.org/b> "c" .');

    await expect(read(path)).rejects.toMatchObject({ code: 'format-unknown' });
    expect((await read(path, 'turtle')).statements).toHaveLength(1);
  });

  test('begin with a byte order mark or without', async () => {
    const turtle = write('bom.ttl', '\uFEFF<https://example.org/a> <https://example.org/b> "c" .');
    const json = write('bom.jsonld', '\uFEFF{ "@id": "https://example.org/a", "https://example.org/b": "c" }');

    const expected = ['https://example.org/a https://example.org/b c '];
    expect([told((await read(turtle)).statements), told((await read(json)).statements)]).toEqual([expected, expected]);
  });

  test('resolve relative addresses to a place that no server has', async () => {
    const { statements } = await read(write('relative.ttl', '<#a> <https://example.org/b> <c> .'));

    expect(told(statements)).toEqual(['http://thesaurus.invalid/#a https://example.org/b http://thesaurus.invalid/c']);
  });
});

describe('hostile files', () => {
  const files = readdirSync(join(TESTDATA, 'hostile'));

  test.each(files)('%s', async (name) => {
    const [code, line] = name.split('.');

    expect(await refusalOf(join(TESTDATA, 'hostile', name))).toBe(`${code} ${line}`);
  });

  test('there are some of each syntax', () => {
    for (const ending of ['.ttl', '.rdf', '.jsonld']) {
      expect(files.filter((name) => name.endsWith(ending)).length).toBeGreaterThan(4);
    }
  });

  test('that are not UTF-8 are refused with the line', async () => {
    const latin = Buffer.from('<https://example.org/a>\n<https://example.org/b>\n"\xe9t\xe9" .\n', 'latin1');

    expect(await refusalOf(write('latin.ttl', latin))).toBe('not-utf8 3');
    expect(await refusalOf(write('utf16.ttl', Buffer.from('\uFEFF<a> <b> <c> .', 'utf16le')))).toBe('not-utf8 1');
  });

  test('are read to the limit of their size, and no further', async () => {
    const json = write('large.jsonld', '[');
    const turtle = write('large.ttl', '#');
    truncateSync(json, 32 * 1024 * 1024 + 1);
    if (isFull) truncateSync(turtle, 128 * 1024 * 1024 + 1);

    expect(await refusalOf(json)).toBe('file-too-large 0');
    expect(await refusalOf(turtle)).toBe(isFull ? 'file-too-large 0' : 'read');
  });

  test('that are no files are refused', async () => {
    expect(await refusalOf(join(folder, 'missing.ttl'))).toBe('file-unreadable 0');
    expect(await refusalOf(`${folder}/`)).toBe('format-unknown 0');
    await expect(read(folder, 'turtle')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  const deep = (count: number) => ({
    'deep.ttl': `<https://example.org/a>\n${'<https://example.org/b> [ '.repeat(count)}${'] '.repeat(count)}.`,
    'list.ttl': `<https://example.org/a>\n<https://example.org/b> ${'( '.repeat(count)}${') '.repeat(count)}.`,
    'deep.rdf': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">\n${'<e:A><e:b>'.repeat((count - 1) / 2)}${'</e:b></e:A>'.repeat((count - 1) / 2)}</rdf:RDF>`,
    'deep.jsonld': `{ "@id": "https://example.org/a",\n${'"https://example.org/b": { '.repeat(count - 1)}${'} '.repeat(count)}`,
  });

  test.each(Object.entries(deep(99)))('nested 99 deep are read: %s', async (name, content) => {
    expect(await refusalOf(write(name, content))).toBe('read');
  });

  test.each(Object.entries(deep(100_001)))('nested 100,001 deep are refused: %s', async (name, content) => {
    expect(await refusalOf(write(name, content))).toBe('too-deep 2');
  });

  test('with many values are refused before these take memory', async () => {
    const values = write('values.json', `[${'1,'.repeat(1_000_001)}1]`);
    const texts = write('texts.json', `["${'[,'.repeat(1_000_001)}"]`);

    expect(await refusalOf(values)).toBe('too-many-statements 0');
    expect(await refusalOf(texts)).toBe('read');
  });

  test.runIf(isFull)('with many statements are refused', async () => {
    const few = '<a:a> <a:b> <a:c> , <a:d> , <a:e> , <a:f> , <a:g> , <a:h> , <a:i> , <a:j> .\n';

    expect(await refusalOf(write('many.ttl', few.repeat(500_001)))).toBe('too-many-statements 0');
  });

  test('whose entities stand for much are refused', async () => {
    const entity = `<!DOCTYPE rdf:RDF [<!ENTITY a "${'a'.repeat(200)}">]>\n`;
    const head =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/"><e:A>';
    const text = (count: number) => `${entity}${head}<e:b>${'&a;'.repeat(count)}</e:b></e:A></rdf:RDF>`;

    expect(await refusalOf(write('entities.rdf', text(170_000)))).toBe('entities-too-long 2');
    expect(await refusalOf(write('some.rdf', text(1000)))).toBe('read');
    expect(await refusalOf(write('long.rdf', text(1).replace('"a', '"aa')))).toBe('entity-refused 1');
  });

  test('fetch nothing, whatever they name', async () => {
    let requests = 0;
    const server = createServer((_, res) => {
      requests += 1;
      res.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
    const rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>';

    const refusals = [
      await refusalOf(write('remote.jsonld', JSON.stringify({ '@context': [{}, url], '@id': 'https://example.org/' }))),
      await refusalOf(write('text.jsonld', JSON.stringify([url]))),
      await refusalOf(write('remote.rdf', `<!DOCTYPE rdf:RDF SYSTEM "${url}">${rdf}`)),
      await refusalOf(write('remote.ttl', `@base <${url}> . <a> <http://www.w3.org/2002/07/owl#imports> <${url}> .`)),
    ];
    await new Promise((resolve) => server.close(resolve));

    expect(refusals).toEqual(['remote-context 0', 'read', 'entity-refused 1', 'read']);
    expect(requests).toBe(0);
  });
});

test('what the taker throws comes out, and nothing more is given', async () => {
  for (const name of ['water.ttl', 'water.rdf', 'water.jsonld']) {
    let given = 0;
    const reading = readStatements({ path: join(TESTDATA, name) }, () => {
      given += 1;
      if (given === 3) throw new ThesaurusError('label-too-long', { concept: 'a', found: 'b', limit: 1 });
    });

    await expect(reading).rejects.toMatchObject({ code: 'label-too-long' });
    expect(given).toBe(3);
  }
});
