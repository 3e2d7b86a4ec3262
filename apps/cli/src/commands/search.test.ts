import { describe, expect, it } from 'vitest';

import { PAGE } from '../testing/answers.ts';
import { call } from '../testing/call.ts';
import { refuse, startStandIn } from '../testing/stand-in.ts';

const [HIT] = PAGE.hits;
const COUNTS = {
  ...PAGE.facets,
  sector: ['energy', 'health', 'justice', 'sport', 'tourism', 'welfare'].map((value, at) => ({ value, count: 9 - at })),
  region: [{ value: 'MA', count: 9 }],
};

describe('nforge search', () => {
  it('sends words and filters, prints the hits and tells how to go on', async () => {
    const { env, requests } = await startStandIn({
      'GET /api/v1/search?q=impôt+revenu&sector=education&sector=justice&sector=energy&region=MA&agency=impots&kind=rule&engine=wasm&license=MIT&language=fr&risk=high&status=beta&sort=recent&limit=5&cursor=c&facets=false':
        { body: PAGE },
    });

    const { exit, stdout, stderr } = await call(
      'search impôt revenu --sector education,justice --sector energy --region MA --agency impots --kind rule --engine wasm --license MIT --language fr --risk high --status beta --sort recent --limit 5 --cursor c'.split(
        ' ',
      ),
      { env, locale: 'fr' },
    );

    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr: '1 algorithmes sur 3.\nPour la suite : la même recherche avec --cursor next-page, ou tout avec --all\n',
    });
    expect(stdout).toBe('impots/income-tax@2.0.0  Impôt\ufffd[2J sur le revenu (dépréciée)\n');
    expect(requests).toHaveLength(1);
  });

  it('prints the page as JSON', async () => {
    const { env } = await startStandIn({ 'GET /api/v1/search?q=': { body: PAGE } });

    const { exit, stdout, stderr } = await call(['search', '--json'], { env });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(PAGE);
  });

  it('asks for all pages, counts once, and gives them as one', async () => {
    const two = { ...HIT, name: 'impots/vat' };
    const last = { body: { ...PAGE, hits: [two], cursor: undefined } };
    const { env } = await startStandIn({
      'GET /api/v1/search?q=&limit=100': { body: { ...PAGE, facets: COUNTS } },
      'GET /api/v1/search?q=&limit=100&cursor=next-page&facets=false': last,
      'GET /api/v1/search?q=&limit=100&facets=false': { body: PAGE },
      'GET /api/v1/search?q=&limit=100&facets=false&cursor=next-page': last,
    });

    const asJson = await call(['search', '--all', '--json'], { env });
    const shown = await call(['search', '--all'], { env });

    const { cursor: _last, ...page } = PAGE;
    expect(JSON.parse(asJson.stdout)).toEqual({ ...page, hits: [HIT, two], facets: COUNTS });
    expect(shown.stdout.split('\n').map((line) => line.split('@')[0])).toEqual(['impots/income-tax', 'impots/vat', '']);
    expect(shown.stderr).toBe('2 of 3 algorithms.\n');
  });

  it('asks a registry of an earlier version, which knows no engines, in vain but without failing', async () => {
    const { engine: _hit, ...hit } = HIT!;
    const { engine: _facet, ...facets } = PAGE.facets;
    const { env } = await startStandIn({
      'GET /api/v1/search?q=x&facets=false': { body: { ...PAGE, hits: [hit], facets } },
    });

    expect(await call(['search', 'x'], { env })).toMatchObject({ exit: 0, stderr: /^1 of 3/ });
  });

  it('refuses a limit that is no number, an unknown order and an empty filter before it asks anyone', async () => {
    const said = await Promise.all(
      [
        ['--limit', 'many'],
        ['--sort', 'best'],
        ['--sector', ''],
        ['--sector', 'energy', '--sector', ' '],
        ['tax', '-income'],
      ].map((words) => call(['search', 'x', ...words])),
    );

    expect(said.map(({ exit }) => exit)).toEqual([2, 2, 2, 2, 2]);
    expect(said.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
      'Error: --limit takes a whole number from 1, not "many".',
      'Error: --sort cannot be "best". It is one of: relevance, recent, reuse, name.',
      'Error: The option --sector has an empty value. Give one, or leave the option out.',
      'Error: The option --sector has an empty value. Give one, or leave the option out.',
      'Error: There is no option -i here.',
    ]);
    expect(said.at(-1)?.stderr).toContain('into one pair of quotes');
  });

  it('tells in three languages that nobody answers, with exit code 9', async () => {
    const { env } = await startStandIn({});
    const dead = { ...env, NFORGE_REGISTRY: 'http://127.0.0.1:9' };

    const said = await Promise.all(
      (['en', 'fr', 'ar'] as const).map((locale) => call(['whoami'], { env: dead, locale })),
    );

    expect(said.map(({ exit }) => exit)).toEqual([9, 9, 9]);
    expect(said[0]?.stderr).toContain('Nobody answers at 127.0.0.1:9.\nWhat to do: Is the registry running');
    expect(said[1]?.stderr).toContain('Personne ne répond à 127.0.0.1:9.');
    expect(said[2]?.stderr).toContain('لا أحد يجيب في \u2068127.0.0.1:9\u2069.');
  });

  it('tells the problem of the registry and its request', async () => {
    const { env } = await startStandIn({
      'GET /api/v1/search?q=x&cursor=old': refuse('cursor-invalid', { cursor: 'old' }),
    });

    const { exit, stdout } = await call(['search', 'x', '--cursor', 'old', '--json'], { env });

    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cursor-invalid', exit: 2, requestId: 'r-1' } });
  });
});

describe('nforge search on a terminal', () => {
  const hit = {
    ...HIT!,
    title: { fr: 'Impôt sur le revenu', ar: 'الضريبة على الدخل' },
    summary: { fr: `Calcule l’impôt ${'de tous '.repeat(12)}` },
    deprecated: false,
    highlights: { name: [[7, 13]], title: { fr: [[0, 5]], ar: [[0, 7]] }, summary: { fr: [[8, 15]] } },
  };
  const page = { ...PAGE, total: 9, hits: [hit], facets: COUNTS, cursor: undefined };
  const script = { 'GET /api/v1/search?q=x&highlight=true': { body: page } };
  const terminal = { stdoutIsTerminal: true, stderrIsTerminal: true };

  it('shows title and a line of the summary, with what was found marked, and what there is to choose', async () => {
    const { env } = await startStandIn(script);

    const { stdout, stderr } = await call(['search', 'x'], { env, ...terminal, color: true, locale: 'fr' });

    const summary = 'Calcule \u001b[4ml’impôt\u001b[24m de tous de tous de tous de tous de tous de tous de tous de…';
    expect(stdout).toBe(
      `\u001b[1mimpots/\u001b[4mincome\u001b[24m-tax@2.0.0\u001b[22m  \u001b[1m\u001b[4mImpôt\u001b[24m\u001b[22m sur le revenu\n    \u001b[2m${summary}\u001b[22m\n`,
    );
    expect(stderr).toBe(
      '1 algorithmes sur 9.\nPour restreindre, par --sector VALEUR et ainsi de suite :\n  sector: energy (9), health (8), justice (7), sport (6), tourism (5), …\n',
    );
  });

  it('keeps Arabic to itself, and writes no escape code where none is wanted', async () => {
    const { env } = await startStandIn(script);

    const colored = await call(['search', 'x'], { env, ...terminal, color: true, locale: 'ar' });
    const plain = await call(['search', 'x'], { env, ...terminal, locale: 'ar' });

    expect(colored.stdout).toContain('\u2068\u001b[1m\u001b[4mالضريبة\u001b[24m\u001b[22m على الدخل\u2069\n');
    expect(plain.stdout).toContain('impots/income-tax@2.0.0  \u2068الضريبة على الدخل\u2069\n');
    expect(plain.stdout).not.toContain('\u001b');
  });

  it('tells nothing to choose where something was chosen, unless it is asked to', async () => {
    const { env } = await startStandIn({
      'GET /api/v1/search?q=x&sector=energy&highlight=true&facets=false': { body: page },
      'GET /api/v1/search?q=x&sector=energy&highlight=true': { body: page },
      'GET /api/v1/search?q=x': { body: page },
    });
    const narrowed = ['search', 'x', '--sector', 'energy'];

    expect((await call(narrowed, { env, ...terminal })).stderr).toBe('1 of 9 algorithms.\n');
    expect((await call([...narrowed, '--facets'], { env, ...terminal })).stderr).toContain('sector: energy (9)');
    const piped = await call(['search', 'x', '--facets'], { env });
    expect(piped.stderr).toContain('sector: energy (9)');
    expect(piped.stdout).toBe('impots/income-tax@2.0.0  Impôt sur le revenu\n');
  });

  it('believes no place that does not fit the text', async () => {
    const title = { fr: '😀 taxe\u001b[2J' };
    const marks = [[-3, 1], [1, 2], [0, 1], [3, 7], [5, 9], [7, 3], [90, 99], [7, 4_000_000]]; // prettier-ignore
    const highlights = { title: { fr: marks.filter(([start = 0, end = 0]) => start >= 0 && end > 0) } };
    const { env } = await startStandIn({
      'GET /api/v1/search?q=x&highlight=true': { body: { ...page, hits: [{ ...hit, title, highlights }] } },
    });

    const { stdout } = await call(['search', 'x'], { env, ...terminal, color: true, locale: 'fr' });

    const marked = (word: string) => `\u001b[1m\u001b[4m${word}\u001b[24m\u001b[22m`;
    expect(stdout.split('\n')[0]).toContain(`  😀 ${marked('taxe')}${marked('\ufffd[2J')}`);
  });
});

describe('nforge search and what it says of the words', () => {
  const query = 'GET /api/v1/search?q=imcome+tax&sector=energy&sort=name&explain=true&facets=false';
  const words = 'search imcome tax --sector energy --sort name --explain'.split(' ');

  it.each([
    ['income tax', 'nforge search income tax --sector energy --sort name --explain'],
    ['ضريبة الدخل', "nforge search 'ضريبة الدخل' --sector energy --sort name --explain"],
    ['it’s $(a) "b" \'c\'', `nforge search 'it’s $(a) "b" '\\''c'\\''' --sector energy --sort name --explain`],
    ['-tax income', "nforge search --sector energy --sort name --explain -- '-tax income'"],
  ])('proposes what was meant, as a command: %s', async (didYouMean, command) => {
    const { env } = await startStandIn({
      [query]: { body: { ...PAGE, total: 0, hits: [], cursor: undefined, didYouMean } },
    });

    const { exit, stdout, stderr } = await call(words, { env });

    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toBe(
      `Nothing found.\nTry it with fewer filters, or with other words.\nDid you mean: ${didYouMean}\n  ${command}\n`,
    );
  });

  it.each([
    [
      'en',
      'score 7.5 = (words 6 + concepts 0.25) × coverage 1.2 × rank 1 + place 0',
      'imcome: 2.35, found by spelling: income',
    ],
    [
      'fr',
      'score 7.5 = (mots 6 + concepts 0.25) × couverture 1.2 × rang 1 + place 0',
      'imcome : 2.35, trouvé par spelling : income',
    ],
  ] as const)('explains a score by its named parts, in %s', async (locale, score, word) => {
    const explanation = {
      ...{
        score: 7.5,
        words: 6,
        concepts: 0.25,
        coverage: 1.2,
        rank: 1,
        reuse: 0,
        health: 0.5,
        freshness: 1,
        place: 0,
      },
      found: [{ word: 'imcome', by: 'spelling', found: 'income', worth: 2.3456 }],
    };
    const { env } = await startStandIn({ [query]: { body: { ...PAGE, hits: [{ ...HIT, explanation }] } } });

    const { stdout } = await call(words, { env, locale });

    expect(stdout.split('\n').slice(1, 2)).toEqual([`    ${score}`]);
    expect(stdout).toContain(`    ${word}\n`);
  });

  it('says what to try where nothing is found', async () => {
    const { env } = await startStandIn({
      'GET /api/v1/search?q=zz&facets=false': { body: { ...PAGE, total: 0, hits: [], cursor: undefined } },
    });

    const said = await Promise.all(
      (['en', 'fr', 'ar'] as const).map((locale) => call(['search', 'zz'], { env, locale })),
    );

    expect(said[0]?.stderr).toBe(
      'Nothing found.\nTry fewer words, or others in any language; "nforge search" alone lists everything.\n',
    );
    expect(said.map(({ stderr }) => stderr.split('\n').length)).toEqual([3, 3, 3]);
  });
});
