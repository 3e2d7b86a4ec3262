import type { Problem, SearchPage, Suggestions } from '@national-forge/api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createMovingWorld, type MovingWorld } from '../testing/moving-world.ts';
import type { SampleOptions } from '../testing/sample-release.ts';

const texts = (fr: string, ar: string, en: string): string =>
  `{ fr: ${JSON.stringify(fr)}, ar: ${JSON.stringify(ar)}, en: ${JSON.stringify(en)} }`;

const SAMPLES: readonly (readonly ['impots' | 'cnss', SampleOptions])[] = [
  [
    'impots',
    { name: 'impots/income-tax', manifest: { title: texts('Impôt sur le revenu', 'الضريبة على الدخل', 'Income tax') } },
  ],
  [
    'impots',
    {
      name: 'impots/vat',
      manifest: {
        title: texts('Taxe sur la valeur ajoutée', 'الضريبة على القيمة المضافة', 'Value added tax'),
        region: 'MA-04',
      },
    },
  ],
  [
    'cnss',
    {
      name: 'cnss/share',
      manifest: {
        title: '{ fr: "Part salariale", ar: "حصة الأجير", zgh: "ⵜⴰⵖⵓⵍⵜ ⵏ ⵓⵎⵅⴷⴰⵎ" }',
        sectors: '[welfare, employment]',
      },
      dependencies: { 'impots/income-tax': '*' },
    },
  ],
];

let world: MovingWorld;
beforeAll(async () => {
  world = await createMovingWorld();
  for (const [agency, sample] of SAMPLES) await world.publish(world.tokens[agency], sample);
});
afterAll(() => world.server.stop());

const search = (query: string) => world.json<SearchPage>(`/api/v1/search?${query}`);
const names = async (query: string) => (await search(query)).hits.map(({ name }) => name);

describe('what is found', () => {
  it('is counted by value of each facet, exactly', async () => {
    const { total, facets } = await search('');

    expect(total).toBe(3);
    expect(Object.keys(facets).toSorted()).toEqual(
      ['agency', 'engine', 'kind', 'language', 'license', 'region', 'risk', 'sector', 'status'].toSorted(),
    );
    expect(facets).toMatchObject({
      engine: [{ value: 'none', count: 3 }],
      region: [
        { value: 'MA', count: 2 },
        { value: 'MA-04', count: 1 },
      ],
    });
    expect((await search('facets=false')).facets.region).toEqual([]);
  });

  it('is narrowed by facets, of which each may be repeated', async () => {
    expect(await names('sector=welfare&sector=finance-and-economic-development')).toHaveLength(3);
    expect(await names('sector=welfare&sector=none')).toEqual(['cnss/share']);
    expect(await names('agency=impots&agency=cnss&region=MA-04')).toEqual(['impots/vat']);
    expect(await names('engine=none&engine=wasm&q=agency:cnss')).toEqual(['cnss/share']);
  });

  it.each([
    ['sort=name', ['cnss/share', 'impots/income-tax', 'impots/vat']],
    ['', ['cnss/share', 'impots/income-tax', 'impots/vat']],
    ['sort=recent&agency=impots', ['impots/vat', 'impots/income-tax']],
    ['sort=reuse&limit=1', ['impots/income-tax']],
    ['q=tax&sort=name', ['impots/income-tax', 'impots/vat']],
    ['q=value+tax', ['impots/vat', 'impots/income-tax']],
    ['q=value+tax&sort=relevance&limit=1', ['impots/vat']],
  ])('has an order: %s', async (query, expected) => {
    // Releases of one second have one date: the later number is the newer one.
    expect(await names(query)).toEqual(expected);
  });

  it('shows where the words stand, and what a score is made of, where it is asked for', async () => {
    const q = encodeURIComponent('ضريبة الدخل');
    const plain = (await search(`q=${q}`)).hits[0];
    const [hit] = (await search(`q=${q}&highlight=true&explain=true`)).hits;

    expect(plain).toMatchObject({ name: 'impots/income-tax' });
    expect(plain).not.toHaveProperty('highlights');
    expect(plain).not.toHaveProperty('explanation');
    const title = hit!.title.ar!;
    expect(hit!.highlights!.title!.ar!.map(([start, end]) => title.slice(start, end))).toEqual(['الضريبة', 'الدخل']);
    const { score, words, concepts, coverage, rank, place } = hit!.explanation!;
    expect(score).toBeCloseTo((words + concepts) * coverage * rank + place, 5);
    expect(hit!.explanation!.found.map(({ word }) => word)).toContain('ضريبة');
  });

  it('is found in spite of a slip, and the answer says what was looked for', async () => {
    expect(await search('q=imcome+tax')).toMatchObject({
      didYouMean: 'income tax',
      hits: [{ name: 'impots/income-tax' }, { name: 'impots/vat' }],
    });
    expect(await search('q=income+tax')).not.toHaveProperty('didYouMean');
  });

  it('is found under the name that its agency gave up, among others and among the words', async () => {
    await world.server.token('essais', ['owner']);
    await world.publish(await world.server.token('essais', ['publish']), { name: 'essais/double' });
    const { status } = await world.move({ agency: 'essais', from: 'essais', to: 'epreuves' });
    const moved = { from: 'essais', to: 'epreuves' };

    expect(status).toBe(201);
    for (const query of [
      'agency=essais',
      'agency=essais&agency=epreuves',
      'q=agency:essais',
      'q=agency:essais&agency=essais',
    ]) {
      expect(await search(query), query).toMatchObject({ total: 1, hits: [{ name: 'epreuves/double' }], moved });
    }
    expect(await search('agency=impots&agency=essais')).toMatchObject({ total: 3, moved });
    expect(await search('agency=epreuves')).not.toHaveProperty('moved');
    // In a phrase it is no operator.
    expect(await search('q="agency:essais"')).not.toHaveProperty('moved');
  });
});

describe('pages', () => {
  it('lead on with everything that was asked for, and stay in place when something is published', async () => {
    const query = 'q=tax&agency=impots&agency=cnss&sort=name&highlight=true&limit=1';
    const first = await world.get(`/api/v1/search?${query}`);
    const next = /^<(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    // Before the place of the cursor, and among what was not seen yet.
    for (const name of ['impots/aaa-tax', 'impots/new-tax']) {
      await world.publish(world.tokens.impots, { name, manifest: { title: texts('Taxe', 'ضريبة', 'Tax') } });
    }
    const page = await world.json<SearchPage>(next);
    const { searchParams } = new URL(next, world.server.url);

    expect(((await first.json()) as SearchPage).hits.map(({ name }) => name)).toEqual(['impots/income-tax']);
    expect(page.hits.map(({ name }) => name)).toEqual(['impots/new-tax']);
    expect(page.hits[0]?.highlights).toBeDefined();
    expect(page.total).toBe(4);
    expect(searchParams.getAll('agency')).toEqual(['impots', 'cnss']);
    expect([searchParams.get('sort'), searchParams.get('highlight')]).toEqual(['name', 'true']);
  });

  it('of one order are not those of another', async () => {
    const { cursor = '' } = await search('q=tax&limit=1');

    const { code } = await world.json<Problem>(`/api/v1/search?q=tax&sort=name&cursor=${cursor}`);

    expect(code).toBe('cursor-invalid');
  });
});

describe('a parameter that is wrong', () => {
  it.each([
    ['sort=best', '/query/sort'],
    ['sort=', '/query/sort'],
    ['sector=', '/query/sector/0'],
    ['sector=a&sector=', '/query/sector/1'],
    ['agency=Imp%C3%B4ts', '/query/agency/0'],
    [Array.from({ length: 51 }, (_, index) => `kind=${index}`).join('&'), '/query/kind'],
    [`kind=${'k'.repeat(101)}`, '/query/kind/0'],
    [`q=${'q'.repeat(257)}`, '/query/q'],
    ['q=a&q=b', '/query/q'],
    ['highlight=yes', '/query/highlight'],
    ['explain=', '/query/explain'],
    ['facets=0', '/query/facets'],
    ['limit=0', '/query/limit'],
    ['limit=101', '/query/limit'],
    ['cursor=', '/query/cursor'],
  ])('is refused and named: %s', async (query, pointer) => {
    const answer = await world.get(`/api/v1/search?${query}`);
    const { code, errors, detail } = (await answer.json()) as Problem;

    expect([answer.status, code, errors.map((item) => item.pointer)]).toEqual([400, 'request-invalid', [pointer]]);
    expect(detail).toContain(pointer);
  });

  it.each([
    [Array.from({ length: 1000 }, () => 'risk=a').join('&'), '/query/risk > 100'],
    ['q=ok&status=%ED%A0%80', '/query/status: %ED%A0%80'],
  ])('is refused and named before it is read', async (query, place) => {
    const answer = await world.get(`/api/v1/search?${query}`);

    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Problem).detail).toContain(place);
  });

  it('is ignored where nobody knows it: a newer client may ask an older registry', async () => {
    expect(await names('agency=cnss&mood=good&mood=')).toEqual(['cnss/share']);
  });
});

describe('whatever is typed', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '"',
      '""',
      '-',
      '-"',
      'agency:',
      'sector:x',
      'agency:impots',
      'NEAR(',
      '*',
      '\0',
      '\u202e',
      '\u2067',
      '\u200f',
    ),
    fc.constantFrom(
      'tax',
      'ضريبة',
      'ⵜⴰⵖⵓⵍⵜ',
      'dariba',
      '%',
      '\\',
      "'; DROP TABLE agency; --",
      '\u0300'.repeat(40),
      '3'.repeat(50),
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const typed = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(' '));

  it('is words: nothing fails, and nothing is counted that is not there', async () => {
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom('search?highlight=true&explain=true&', 'suggest?'), async (q, path) => {
        const answer = await world.get(`/api/v1/${path}q=${encodeURIComponent(q.toWellFormed())}`);
        const most = path.startsWith('suggest') ? 100 : 256;
        const isFine = Array.from(q).length <= most && (q !== '' || most === 256);
        expect(answer.status).toBe(isFine ? 200 : 400);
        const { hits = [], total = 0 } = (await answer.json()) as Partial<SearchPage>;
        expect(hits.length).toBe(Math.min(total, 20));
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('is refused where it is no text, or too long, without a fault of ours', async () => {
    const bytes = fc
      .uint8Array({ maxLength: 30 })
      .map((raw) => Array.from(raw, (one) => `%${one.toString(16).padStart(2, '0')}`).join(''));
    const long = fc.string({ minLength: 2000, maxLength: 2000 }).map((text) => encodeURIComponent(text));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, long, fc.constant('%ED%B0%80'), fc.constant('%')), async (raw) => {
        const answer = await world.get(`/api/v1/search?q=${raw}`);
        expect([200, 400, 414]).toContain(answer.status);
        if (answer.status === 400) expect(((await answer.json()) as Problem).detail).toContain('/query/q');
      }),
      { numRuns: 60 },
    );
  });
});

describe('suggestions', () => {
  it.each([
    ['i', 'impots/income-tax'],
    ['Impô', 'impots/income-tax'],
    ['income t', 'impots/income-tax'],
    ['الضر', 'impots/income-tax'],
    ['ضريبة على الد', 'impots/income-tax'],
    ['impôt s', 'impots/income-tax'],
    ['الأجير', 'cnss/share'],
    ['أج', 'cnss/share'],
    ['حص', 'cnss/share'],
    ['ⵜⴰ', 'cnss/share'],
    ['VAT', 'impots/vat'],
    ['cnss/sh', 'cnss/share'],
  ])('come while someone types "%s"', async (q, expected) => {
    const { suggestions } = await world.json<Suggestions>(`/api/v1/suggest?q=${encodeURIComponent(q)}`);

    expect(suggestions.map(({ name }) => name)).toContain(expected);
  });

  it('are as many as asked for', async () => {
    const { suggestions } = await world.json<Suggestions>('/api/v1/suggest?q=impots&limit=1');

    expect(suggestions).toHaveLength(1);
    expect((await world.get('/api/v1/suggest?q=')).status).toBe(400);
    expect((await world.get('/api/v1/suggest?q=a&limit=0')).status).toBe(400);
  });
});
