import { describe, expect, test } from 'vitest';

import { readTurtle } from '../../../adapters/rdf/read-turtle.ts';
import { gatherResources } from './gather-resources.ts';
import { readConcepts } from './read-concepts.ts';
import { factsOfWhole } from './whole-facts.ts';

const PREFIXES = `
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix cc: <http://creativecommons.org/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix e: <https://example.org/> .
`;

async function gather(turtle: string) {
  const resources = gatherResources();
  await readTurtle({ file: 'test.ttl', text: PREFIXES + turtle }, resources.take);
  return resources;
}

const read = async (turtle: string) => readConcepts(await gather(turtle), { id: 't', title: 'Test' });

/** Labels of the first concept, shortly. */
const labelsOf = async (turtle: string) =>
  (await read(turtle)).concepts[0]?.labels.map(({ language, script, text }) => `${language} ${script} ${text}`);

describe('labels', () => {
  test('come by language, the preferred first, then alternative, then hidden ones, however the file orders them', async () => {
    const labels = await labelsOf(`e:a skos:hiddenLabel "eux"@fr ; skos:altLabel "onde"@fr , "flotte"@fr-CA .
      e:a skos:prefLabel "water"@en , "eau"@fr . e:a a skos:Concept .`);

    expect(labels).toEqual(['fr Latn eau', 'fr Latn onde', 'fr Latn flotte', 'fr Latn eux', 'en Latn water']);
  });

  test('say that nobody here has reviewed them, and whose they are', async () => {
    const { concepts } = await read('e:a a skos:Concept ; skos:prefLabel "eau"@fr .');

    expect(concepts).toEqual([
      {
        id: 't:a',
        iri: 'https://example.org/a',
        labels: [{ language: 'fr', script: 'Latn', text: 'eau', status: 'unreviewed', source: 'Test' }],
      },
    ]);
  });

  test('are told once, whatever their capitals', async () => {
    expect(
      await labelsOf('e:a a skos:Concept ; skos:prefLabel "Eau"@fr ; skos:altLabel "eau"@fr , "EAU"@fr-CA .'),
    ).toEqual(['fr Latn eau']);
  });

  test('become one line of plain text', async () => {
    const labels = await labelsOf(
      String.raw`e:a a skos:Concept ; skos:prefLabel "  e\u0301au\n\tdouce\u202e\u200b "@fr ; skos:altLabel " \u200b "@fr .`,
    );

    expect(labels).toEqual(['fr Latn éau douce']);
  });

  test('are in the script of their letters, and left out where their language is not written so', async () => {
    const { concepts, leftOut } = await read(`e:a a skos:Concept ;
      skos:prefLabel "الما"@ary , "lma"@ary-Arab , "ⴰⵎⴰⵏ"@zgh-Latn , "eau"@ar , "вода"@fr , "مياه PC"@ar , "12"@fr .`);

    expect(concepts[0]?.labels.map(({ script, text }) => `${script} ${text}`)).toEqual([
      'Arab الما',
      'Latn lma',
      'Tfng ⴰⵎⴰⵏ',
    ]);
    expect(leftOut.otherScript).toBe(4);
  });

  test('of other languages are counted by tag', async () => {
    const { leftOut } = await read(
      'e:a a skos:Concept ; skos:prefLabel "eau"@fr , "a"@es , "b"@pt ; skos:altLabel "c"@es , "d" .',
    );

    expect(leftOut.languages).toEqual({ es: 2, pt: 1, '': 1 });
  });

  test('that nobody would type end the import, with the concept', async () => {
    const long = 'x'.repeat(1001);

    await expect(read(`e:a a skos:Concept ; skos:prefLabel "${long}"@fr .`)).rejects.toMatchObject({
      code: 'label-too-long',
      params: { concept: 'https://example.org/a', found: 'x'.repeat(40), limit: 1000 },
    });
  });
});

describe('labels of SKOS-XL', () => {
  test('are those of their literal forms, in any order, and add to plain ones', async () => {
    const labels = await labelsOf(`e:l xl:literalForm "onde"@fr .
      e:a a skos:Concept ; xl:altLabel e:l ; xl:prefLabel [ xl:literalForm "eau"@fr ] , e:nowhere ;
        skos:prefLabel "water"@en ; xl:hiddenLabel [ xl:literalForm "aqua"@en ] .`);

    expect(labels).toEqual(['fr Latn eau', 'fr Latn onde', 'en Latn water', 'en Latn aqua']);
  });

  test('that say what is said plainly are not counted twice', async () => {
    const { leftOut } = await read(`e:a a skos:Concept ; skos:prefLabel "eau"@fr , "agua"@es ;
      xl:prefLabel [ xl:literalForm "agua"@es ] , [ xl:literalForm "acqua"@it ] .`);

    expect(leftOut.languages).toEqual({ es: 1, it: 1 });
  });
});

describe('notations', () => {
  test('of letters are acronyms in the languages of the concept that are written so', async () => {
    const labels =
      await labelsOf(`e:a a skos:Concept ; skos:notation "ONEP" ; skos:prefLabel "office"@fr , "office"@en , "مكتب"@ar .
      e:b a skos:Concept ; skos:prefLabel "b"@fr .`);

    expect(labels).toEqual(['ar Arab مكتب', 'fr Latn office', 'fr Latn ONEP', 'en Latn office', 'en Latn ONEP']);
  });

  test('of digits are none, and none are where most concepts have one: these are codes', async () => {
    const some = await read(`e:a a skos:Concept ; skos:notation "1.05" , "A" , "iv" ; skos:prefLabel "a"@fr .
      e:b a skos:Concept ; skos:prefLabel "b"@fr .`);
    const most = await read(`e:a a skos:Concept ; skos:notation "AB" ; skos:prefLabel "a"@fr .
      e:b a skos:Concept ; skos:notation "AC" ; skos:prefLabel "b"@fr . e:c a skos:Concept ; skos:prefLabel "c"@fr .`);

    expect([some.leftOut.notations, most.leftOut.notations]).toEqual([3, 2]);
    expect(most.concepts.flatMap(({ labels }) => labels.map(({ text }) => text))).toEqual(['a', 'b', 'c']);
  });
});

describe('concepts', () => {
  test('that are deprecated, without an address or without a label of ours are left out and counted', async () => {
    const { concepts, leftOut } = await read(`e:a a skos:Concept ; skos:prefLabel "a"@fr .
      e:b a skos:Concept ; skos:prefLabel "b"@fr ; owl:deprecated true .
      e:c a skos:Concept ; skos:prefLabel "c"@fr ; owl:deprecated "1" .
      e:d a skos:Concept ; skos:prefLabel "d"@fr ; owl:deprecated false .
      [] a skos:Concept ; skos:prefLabel "e"@fr .
      e:f a skos:Concept ; skos:prefLabel "f"@es .
      e:g skos:prefLabel "no concept"@fr .`);

    expect(concepts.map(({ id }) => id)).toEqual(['t:a', 't:d']);
    expect(leftOut).toMatchObject({ deprecated: 2, unnamed: 1, withoutLabels: 1 });
  });

  test('there are some, with labels, or nothing is imported', async () => {
    await expect(read('e:a a skos:Collection .')).rejects.toMatchObject({ code: 'no-concepts', params: { found: 0 } });
    await expect(read('e:a a skos:Concept ; owl:deprecated true .')).rejects.toMatchObject({ params: { found: 1 } });
    await expect(read('e:a a skos:Concept ; skos:prefLabel "a"@es .')).rejects.toMatchObject({
      code: 'no-labels',
      params: { found: 'es' },
    });
  });
});

test('more resources than any thesaurus has end the gathering', () => {
  const { take, concepts } = gatherResources(100);
  const say = (at: number) =>
    take({
      subject: `https://example.org/${at}`,
      predicate: 'http://www.w3.org/2004/02/skos/core#notation',
      object: { kind: 'literal', text: 'A', language: '' },
    });

  expect(() => {
    for (let at = 0; at < 200; at += 1) say(at);
  }).toThrow(expect.objectContaining({ code: 'too-many-concepts', params: { limit: 100 } }));
  expect(concepts.size).toBe(101);
});

describe('what a file states of the thesaurus', () => {
  const facts = async (turtle: string, given = {}) => factsOfWhole(await gather(turtle), given);

  test('is read from the scheme that most concepts are in; others are parts of it', async () => {
    const stated = await facts(`e:part a skos:ConceptScheme ; dct:title "Part"@en ; dct:license e:other .
      e:whole a skos:ConceptScheme ; dct:title "Whole"@en , "Tout"@fr ; dct:license e:licence ; owl:versionInfo "3" .
      e:a skos:inScheme e:whole , e:part . e:b skos:inScheme e:whole .`);

    expect(stated).toEqual({
      title: 'Tout',
      licence: 'https://example.org/licence',
      version: '3',
      scheme: 'https://example.org/whole',
    });
  });

  test('is read from other descriptions where the scheme says nothing, and is empty where none does', async () => {
    const elsewhere = await facts(`e:s a skos:ConceptScheme . e:a skos:inScheme e:s ; dct:license e:of-a-concept .
      e:o a owl:Ontology ; rdfs:label "Words" ; cc:license e:licence ; dct:modified "2026-01-02" .`);

    expect(elsewhere).toMatchObject({ title: 'Words', licence: 'https://example.org/licence', version: '2026-01-02' });
    expect(await facts('e:a a skos:Concept .')).toEqual({ title: '', licence: '', version: '', scheme: '' });
  });

  test('a licence is what the best property says: an address before a text, one text in several languages', async () => {
    const rights = 'dct:rights "Tous droits"@fr , "All rights"@en';

    expect((await facts(`e:s a skos:ConceptScheme ; ${rights} .`)).licence).toBe('Tous droits');
    expect((await facts(`e:s a skos:ConceptScheme ; ${rights} ; dct:license "CC0" .`)).licence).toBe('CC0');
    expect((await facts(`e:s a skos:ConceptScheme ; dct:license "CC0" , e:cc0 .`)).licence).toBe(
      'https://example.org/cc0',
    );
    expect((await facts('e:s a skos:ConceptScheme ; dc:rights "© Someone" .')).licence).toBe('© Someone');
  });

  test('two licences are none, until the operator says which holds', async () => {
    const two = 'e:s a skos:ConceptScheme ; dct:license e:a , e:b .';

    await expect(facts(two)).rejects.toMatchObject({
      code: 'licence-ambiguous',
      params: { found: 'https://example.org/a, https://example.org/b' },
    });
    expect((await facts(two, { licence: 'CC BY 4.0' })).licence).toBe('CC BY 4.0');
  });

  test('is shown in a line: longer texts are refused', async () => {
    await expect(facts(`e:s a skos:ConceptScheme ; dct:rights "${'x'.repeat(501)}" .`)).rejects.toMatchObject({
      code: 'text-too-long',
      params: { option: '--licence' },
    });
    expect((await facts('e:s a skos:ConceptScheme ; dct:title "a\\nb\\u202e" .')).title).toBe('a b');
  });
});
