import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { run } from '../run/child.mjs';
import { ROOT } from '../verbs/program.ts';
import { readLexicon } from '../../packages/analyzer/src/index.ts';
import { checkLexicon } from './check-lexicon.ts';
import { compared, movedHits } from './moved-hits.ts';
import { localeOf } from './texts.ts';
import { tryLexicon } from './try-lexicon.ts';

const FILE = {
  name: 'tax.tsv',
  text: `concept\tlanguage\tscript\tlabel\tstatus\tsource
income-tax\tar\tArab\tضريبة الدخل\treviewed\tCode général des impôts
income-tax\tfr\tLatn\timpôt sur le revenu\tunreviewed\t
income-tax\ten\tLatn\tincome tax\tunreviewed\t
`,
};
const BROKEN = {
  name: 'broken.tsv',
  text: FILE.text.replaceAll('income-tax', 'other').replace('\tArab\t', '\tLatn\t'),
};

describe('npm run lexicon check', () => {
  it('counts what is there when nothing is wrong', () => {
    expect(checkLexicon([FILE], 'en')).toEqual({
      lines: ['1 files, 1 concepts, 3 labels (1 reviewed)', 'No problem.', 'After a change: npm run generate'],
      code: 0,
    });
  });

  it('tells file and line of each problem, in the language asked for', () => {
    const { lines, code } = checkLexicon([FILE, BROKEN], 'fr');

    expect(code).toBe(1);
    expect(lines.slice(0, 2)).toEqual([
      'broken.tsv:2: Cette langue ne s’écrit pas dans cette écriture : ar Latn',
      'broken.tsv:3: Un concept a au moins un libellé en ar, fr et en. Il manque : other ar',
    ]);
    expect(lines.at(-1)).toBe('Problèmes : 2');
  });
});

describe('npm run lexicon try', () => {
  it('shows each word, how it is read, and the concepts met', () => {
    const { lines } = tryLexicon("l'impôt du revenu 2025", readLexicon([FILE]).concepts, 'en');

    expect(lines[0]).toBe('word: impôt   script: Latn');
    expect(lines).toEqual(expect.arrayContaining(['  as fr: impot', '  as ary: revenu, رفنو', '  consonants: rfn']));
    expect(lines.slice(lines.indexOf('word: du   script: Latn') + 1)[0]).toContain('a small word');
    expect(lines.slice(-4)).toEqual([
      'word: 2025   script: Zzzz',
      '  2025',
      'Concepts met:',
      '  income-tax: impôt du revenu (letter for letter: fr impôt sur le revenu)',
    ]);
  });

  it('says so where no concept is met', () => {
    expect(tryLexicon('xyz', readLexicon([FILE]).concepts, 'fr').lines.at(-1)).toBe('Aucun concept rencontré.');
  });
});

describe('the hits that a lexicon moves', () => {
  const records = [
    { id: 'impots/calcul', title: { fr: 'Calcul du barème' }, description: { fr: 'Impôt sur le revenu.' } },
    { id: 'impots/hisab', title: { ar: 'حساب ضريبة الدخل' } },
    { id: 'eau/fuites', title: { fr: 'Fuites' } },
  ];
  const concepts = readLexicon([FILE]).concepts;
  const moved = (text: string, before: typeof concepts) =>
    movedHits(text, { records, lexicons: compared(concepts, before), locale: 'en' });

  it('are told with their places without concepts, where nothing was edited', () => {
    expect(moved('income tax', structuredClone(concepts))).toEqual([
      'First hits of the example collection (3 records), and where they would stand without concepts:',
      '  1. impots/hisab (حساب ضريبة الدخل): was not among the first ten',
      '  2. impots/calcul (Calcul du barème): was not among the first ten',
    ]);
    expect(moved('fuites', concepts).slice(1)).toEqual(['  1. eau/fuites (Fuites): same place']);
    expect(moved('xyzxyz', concepts).slice(1)).toEqual(['  No hit.']);
  });

  it('are told with their places before the edit, where labels were', () => {
    const [own] = concepts;
    const fewer = own === undefined ? [] : [{ ...own, labels: own.labels.filter(({ language }) => language !== 'ar') }];

    expect(moved('income tax', fewer).slice(1)).toEqual([
      '  1. impots/hisab (حساب ضريبة الدخل): was not among the first ten',
      '  2. impots/calcul (Calcul du barème): was 1',
    ]);
    expect(moved('income tax', fewer)[0]).toContain('before your changes');
  });
});

describe('the verb', () => {
  const verb = (...args: readonly string[]) =>
    run(process.execPath, ['--conditions=@national-forge/source', join(ROOT, 'scripts/verbs/lexicon.ts'), ...args], {
      quiet: true,
      env: { ...process.env, NFORGE_LANG: 'en' },
    });

  it('finds the national lexicon sound', async () => {
    const { code, output } = await verb('check');

    expect(output).toContain('No problem.');
    expect(code).toBe(0);
  });

  it('shows what people type in Arabizi', async () => {
    const { code, output } = await verb('try', 'dariba', '3la', 'dakhl');

    expect(output).toContain('  income-tax: dariba 3la dakhl');
    expect(output).toMatch(/where they would stand without concepts:\n {2}1\. impots\//);
    expect(code).toBe(0);
  });

  it('tells its use, with the exit code 2', async () => {
    const { code, output } = await verb('look');

    expect(output).toContain('npm run lexicon check');
    expect(code).toBe(2);
  });
});

it.each([
  [{ NFORGE_LANG: 'fr', LANG: 'ar_MA.UTF-8' }, 'fr'],
  [{ LANG: 'ar_MA.UTF-8' }, 'ar'],
  [{ LC_ALL: 'C', LANG: 'fr_FR' }, 'en'],
  [{}, 'en'],
])('the language for %o is %s', (env, locale) => {
  expect(localeOf(env)).toBe(locale);
});
