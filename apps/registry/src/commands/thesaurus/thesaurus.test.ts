import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Service } from '@national-forge/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openStore } from '../../adapters/open-store.ts';
import { testClock } from '../../adapters/testing/clock.ts';
import { runRegistry } from '../../testing/run-registry.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';
import { backUpFolder, rebuildFolder, restoreFolder, verifyFolder } from '../../wiring/maintenance.ts';
import { describeFailure } from '../describe-failure.ts';
import { run as importFile } from './import.ts';
import { run as list } from './list.ts';
import { run as remove } from './remove.ts';
import { fill, textsIn } from './texts.ts';

const TESTDATA = fileURLToPath(new URL('../../../testdata/skos/', import.meta.url));
const clock = testClock();

let root: string;
let server: TestRegistry;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'nforge-thesaurus-'));
  server = await startTestRegistry({ dataDir: join(root, 'data') });
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

type Options = Readonly<Record<string, unknown>>;

/** Runs a command as the table does, in this process, while the server runs. */
async function ask(command: (options: never, io: never) => Promise<number>, options: Options, LANG = '') {
  const said = { stdout: '', stderr: '' };
  const io = {
    stdout: (text: string) => void (said.stdout += text),
    stderr: (text: string) => void (said.stderr += text),
    ...{ env: { LANG }, cwd: TESTDATA, clock },
  };
  try {
    const code = await command({ data: join(root, 'data'), ...options } as never, io as never);
    return { ...said, code, error: '' };
  } catch (error) {
    const { code: name, message, exitCode } = describeFailure(error, io.env);
    return { ...said, code: exitCode, error: name, stderr: message };
  }
}

const write = (name: string, content: string): string => {
  writeFileSync(join(root, name), content);
  return join(root, name);
};

const listed = async () =>
  (JSON.parse((await ask(list, { json: true })).stdout) as { thesauri: { id: string }[] }).thesauri;

describe('thesaurus import', () => {
  test('makes the same of the same content in each syntax, and of SKOS-XL', async () => {
    for (const [id, file] of Object.entries({ a: 'water.ttl', b: 'water.rdf', c: 'water.jsonld', d: 'water-xl.ttl' })) {
      expect((await ask(importFile, { file, id })).code).toBe(0);
    }

    const all = await server.registry.deps.thesauri.listConcepts();
    const of = (id: string) =>
      all
        .filter((concept) => concept.id.startsWith(`${id}:`))
        .map((concept) => ({ ...concept, id: concept.id.slice(2) }));
    expect(of('a').map(({ id }) => id)).toEqual(['drinking-water', 'onep', 'water']);
    expect(of('a')[0]?.labels.map(({ language, text }) => `${language} ${text}`)).toEqual([
      'ar مياه الشرب',
      'fr eau potable',
      'fr eau de boisson',
      'fr eau potabe',
      'en drinking water',
      'en tap water',
    ]);
    expect(of('a')[1]?.labels.map(({ text }) => text)).toEqual(['office national de l’eau potable', 'ONEP']);
    for (const id of ['b', 'c', 'd']) expect(of(id)).toEqual(of('a'));
    for (const id of ['a', 'b', 'c', 'd']) await ask(remove, { id });
    expect(await listed()).toEqual([]);
  });

  test('tells what was imported, under which licence, and what was left out, in the language of the operator', async () => {
    const english = await ask(importFile, { file: 'water.ttl', id: 'water' });
    const french = await ask(importFile, { file: 'water.ttl', id: 'water', replace: true }, 'fr_FR.UTF-8');
    const arabic = await ask(importFile, { file: 'water.ttl', id: 'water', replace: true }, 'ar_MA.UTF-8');

    expect(english.stdout).toBe('');
    expect(english.stderr.split('\n')).toEqual([
      '"Mots de l’eau" is imported as water. Concepts: 3. Labels: ar 2, ary 2, en 3, fr 6, zgh 2.',
      'The national lexicon has 2 of these 3 concepts: both are one now, such as مياه الشرب = drinking-water, ماء = water-resource.',
      'Licence, shown to everybody under /api/v1: https://creativecommons.org/licenses/by-sa/4.0/',
      'Left out: deprecated concepts: 1',
      'Left out: concepts without a label in ar, ary, zgh, fr or en: 1',
      'Left out: labels in other languages: 3 (es, de)',
      'Left out: labels that do not say their language: 1',
      '',
    ]);
    expect(french.stderr).toContain('« Mots de l’eau » est importé à la place de l’ancien water.');
    expect(arabic.stderr).toContain('استُورد "\u2068Mots de l’eau\u2069" مكان \u2068water\u2069 السابق.');
  });

  test('answers programs with --json', async () => {
    const { stdout } = await ask(importFile, {
      file: 'water.ttl',
      id: 'json',
      title: 'Eau',
      licence: 'CC0',
      json: true,
    });

    expect(JSON.parse(stdout)).toMatchObject({
      ...{ id: 'json', title: 'Eau', licence: 'CC0', source: 'https://example.org/water', version: '2.1' },
      ...{ concepts: 3, labels: { ar: 2, ary: 2, zgh: 2, fr: 6, en: 3 }, replaced: false },
      joined: {
        concepts: 2,
        some: [
          { label: 'مياه الشرب', national: 'drinking-water' },
          { label: 'ماء', national: 'water-resource' },
        ],
      },
      leftOut: {
        deprecated: 1,
        withoutLabels: 1,
        unnamed: 0,
        otherScript: 0,
        notations: 0,
        languages: { es: 2, de: 1, '': 1 },
      },
    });
    await ask(remove, { id: 'json' });
  });

  test('without a licence or a title is refused with exit code 5, and imports with what the operator says', async () => {
    const bare = '<https://example.org/a> a <http://www.w3.org/2004/02/skos/core#Concept> ;\n';
    const file = write('bare.ttl', `${bare}<http://www.w3.org/2004/02/skos/core#prefLabel> "eau"@fr .`);

    const untitled = await ask(importFile, { file, id: 'bare' });
    const unlicensed = await ask(importFile, { file, id: 'bare', title: 'Bare' });
    const said = await ask(importFile, { file, id: 'bare', title: 'Bare', licence: 'CC0' });

    expect([untitled.code, untitled.error]).toEqual([5, 'title-missing']);
    expect([unlicensed.code, unlicensed.error]).toEqual([5, 'licence-missing']);
    expect(unlicensed.stderr).toMatch(/states no licence.*--licence/);
    expect(said.code).toBe(0);
    expect(await listed()).toContainEqual(expect.objectContaining({ id: 'bare', source: 'bare.ttl', version: '' }));
    await ask(remove, { id: 'bare' });
  });

  test('of an id that exists is refused with exit code 7, and stores nothing; of what is no id with 2', async () => {
    const before = await listed();
    const again = await ask(importFile, { file: 'water-xl.ttl', id: 'water' });
    const wrong = await ask(importFile, { file: 'water.ttl', id: 'Water Words' });
    const format = await ask(importFile, { file: 'water.ttl', id: 'x', format: 'owl' });

    expect([again.code, again.error, wrong.code, wrong.error, format.code]).toEqual([
      7,
      'thesaurus-exists',
      2,
      'id-invalid',
      2,
    ]);
    expect(await listed()).toEqual(before);
  });

  test('of a hostile file names file and line, and stores nothing', async () => {
    const before = await listed();
    const cut = await ask(importFile, { file: 'hostile/syntax.3.cut-off.ttl', id: 'x' });
    const bomb = await ask(importFile, {
      file: 'hostile/entity-refused.6.billion-laughs.rdf',
      id: 'water',
      replace: true,
    });

    expect([cut.code, cut.error, bomb.code, bomb.error]).toEqual([1, 'syntax', 5, 'entity-refused']);
    expect(cut.stderr).toMatch(/^syntax\.3\.cut-off\.ttl:3: this cannot be understood: Expected /);
    expect(bomb.stderr).toMatch(/^entity-refused\.6\.billion-laughs\.rdf:6: "b" is refused\./);
    expect(await listed()).toEqual(before);
  });

  test('that is killed half-way leaves nothing, and what was there stays', async () => {
    const concept = (at: number) =>
      `<https://example.org/${at}> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "a ${at}"@fr .`;
    const file = write('many.ttl', Array.from({ length: 200 }, (_, at) => concept(at)).join('\n'));
    const [store, importing, reader] = [
      '../../adapters/open-store.ts',
      '../../usecases/thesaurus/import-thesaurus.ts',
      '../../adapters/rdf/read-statements.ts',
    ].map((path) => new URL(path, import.meta.url).href);
    const script = `
      const { openStore } = await import(${JSON.stringify(store)});
      const { importThesaurus } = await import(${JSON.stringify(importing)});
      const { readStatements } = await import(${JSON.stringify(reader)});
      let rows = 0;
      const onStatement = (text) => {
        if (text.startsWith('INSERT INTO thesaurus_concept') && (rows += 1) === 100) process.kill(process.pid, 'SIGKILL');
      };
      const store = await openStore({ dataDir: process.argv[1], clock: { now: () => new Date() }, onStatement });
      const request = { path: process.argv[2], id: 'water', title: 'T', licence: 'L', mayReplace: true };
      await importThesaurus({ thesauri: store.thesauri, read: readStatements }, request);`;
    const before = await server.registry.deps.thesauri.listConcepts();

    const { signal } = spawnSync(
      process.execPath,
      ['--conditions=@national-forge/source', '--input-type=module', '-e', script, join(root, 'data'), file],
      { cwd: fileURLToPath(pathToFileURL(root)) },
    );

    expect(signal).toBe('SIGKILL');
    expect(await server.registry.deps.thesauri.listConcepts()).toEqual(before);
    expect((await verifyFolder({ dataDir: join(root, 'data'), clock })).damages).toEqual([]);
  });
});

describe('thesaurus list', () => {
  test('shows one a line: id, licence, concepts, labels, day, title, source', async () => {
    const { stdout } = await ask(list, {});

    const [id, licence, concepts, labels, day, title, source] = stdout.trimEnd().split('\t');
    expect([id, licence, concepts, labels]).toEqual([
      'water',
      'https://creativecommons.org/licenses/by-sa/4.0/',
      '3',
      'ar=2 ary=2 en=3 fr=6 zgh=2',
    ]);
    expect([day?.length, title, source]).toEqual([10, 'Mots de l’eau', 'https://example.org/water']);
  });

  test('is what a running server tells everybody, with the licence', async () => {
    const { thesauri } = (await (await fetch(`${server.url}/api/v1`)).json()) as Service;

    expect(thesauri).toEqual([
      {
        id: 'water',
        title: 'Mots de l’eau',
        licence: 'https://creativecommons.org/licenses/by-sa/4.0/',
        source: 'https://example.org/water',
        version: '2.1',
      },
    ]);
  });
});

test('a backup holds thesauri, restore brings them back, and rebuild takes them over', async () => {
  const [folder, copy] = [join(root, 'backup'), join(root, 'copy')];
  const before = await server.registry.deps.thesauri.listConcepts();
  await backUpFolder({ dataDir: join(root, 'data'), folder, clock });
  await restoreFolder({ folder, dataDir: copy, createdBy: 'test' });

  const { untouched } = await rebuildFolder({ dataDir: copy, clock });

  const store = await openStore({ dataDir: copy, clock, create: false });
  expect([await store.thesauri.list(), await store.thesauri.listConcepts()]).toEqual([
    await server.registry.deps.thesauri.list(),
    before,
  ]);
  expect(await store.thesauri.fingerprint()).toBe(await server.registry.deps.thesauri.fingerprint());
  await store.close();
  expect(untouched).toContainEqual(expect.objectContaining({ table: 'thesaurus', rows: 1, inBackups: true }));
  expect(untouched).toContainEqual(
    expect.objectContaining({ table: 'thesaurus_concept', rows: before.length, inBackups: true }),
  );
});

describe('thesaurus remove', () => {
  test('removes it from a running server too; one that is not there is exit code 6', async () => {
    const removed = await ask(remove, { id: 'water' });
    const again = await ask(remove, { id: 'water' }, 'fr');
    const { thesauri } = (await (await fetch(`${server.url}/api/v1`)).json()) as Service;

    expect([removed.code, removed.stderr]).toEqual([0, 'The thesaurus "water" is removed.\n']);
    expect([again.code, again.error]).toEqual([6, 'thesaurus-unknown']);
    expect(again.stderr).toContain('Il n’y a pas de thésaurus « water »');
    expect(thesauri).toEqual([]);
  });
});

test('the program knows the command', async () => {
  const args = ['--id', 'water', '--json', '--data', join(root, 'data')];

  const { code, stdout } = await runRegistry(['thesaurus', 'import', join(TESTDATA, 'water.rdf'), ...args]);

  expect([code, JSON.parse(stdout)]).toMatchObject([0, { id: 'water', concepts: 3 }]);
});

describe('texts', () => {
  test('say the same things in each language', () => {
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted();
    const flat = (texts: object): readonly string[] =>
      Object.values(texts).flatMap((text: string | object) => (typeof text === 'string' ? [text] : flat(text)));

    const english = flat(textsIn('en')).map(holes);
    expect(flat(textsIn('fr')).map(holes)).toEqual(english);
    expect(flat(textsIn('ar')).map(holes)).toEqual(english);
  });

  test('show what comes from files harmlessly and in short', () => {
    expect(fill('{a} {b}', { a: 'x\u001b[31m\u202ey' }, 'en')).toBe('x\ufffd[31m\ufffdy {b}');
    expect(fill('{a}', { a: 'x'.repeat(400) }, 'en')).toBe(`${'x'.repeat(300)}…`);
    expect(fill('{a}', { a: 'x' }, 'ar')).toBe('\u2068x\u2069');
  });
});

test('the parsers are loaded by the import alone', () => {
  const source = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

  expect(source('../../command-table.ts')).not.toMatch(/^import .*thesaurus/m);
  for (const file of ['read-turtle', 'read-rdf-xml', 'read-json-ld', 'check-xml']) {
    expect(source(`../../adapters/rdf/${file}.ts`)).not.toMatch(
      /^import (?!type).*from '(?:n3|jsonld|@rubensworks|rdfxml)/m,
    );
  }
});
