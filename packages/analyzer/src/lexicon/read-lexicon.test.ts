import { describe, expect, it } from 'vitest';

import { lexiconFiles } from './gather-lexicon.ts';
import { LEXICON_PROBLEM_CODES } from './problem.ts';
import { readLexicon } from './read-lexicon.ts';

const HEADER = 'concept\tlanguage\tscript\tlabel\tstatus\tsource';
const TAX = [
  'tax\tar\tArab\tضريبة\tunreviewed\t',
  'tax\tfr\tLatn\timpôt\treviewed\tCode général des impôts',
  'tax\ten\tLatn\ttax\tunreviewed\t',
];

const file = (rows: readonly string[], name = 'a.tsv') => ({ name, text: [HEADER, ...rows, ''].join('\n') });
/** Shows the problems of rows behind the three of a sound concept as `code:line`. */
const problemsOf = (...rows: readonly string[]): readonly string[] =>
  readLexicon([file([...TAX, ...rows])]).problems.map(({ code, line }) => `${code}:${String(line)}`);

describe('readLexicon', () => {
  it('reads concepts with their labels in the order of the rows', () => {
    const { concepts, problems } = readLexicon([file(TAX)]);

    expect(problems).toEqual([]);
    expect(concepts).toEqual([
      {
        id: 'tax',
        labels: [
          { language: 'ar', script: 'Arab', text: 'ضريبة', status: 'unreviewed', source: '' },
          { language: 'fr', script: 'Latn', text: 'impôt', status: 'reviewed', source: 'Code général des impôts' },
          { language: 'en', script: 'Latn', text: 'tax', status: 'unreviewed', source: '' },
        ],
      },
    ]);
  });

  it.each([
    ['columns-wrong', 'tax\ten\tLatn\tlevy\tunreviewed'],
    ['columns-wrong', ''],
    ['concept-invalid', 'Income Tax\ten\tLatn\tlevy\tunreviewed\t'],
    ['language-unknown', 'tax\tes\tLatn\timpuesto\tunreviewed\t'],
    ['script-not-of-language', 'tax\tfr\tArab\tضريبة\tunreviewed\t'],
    ['script-not-of-language', 'tax\tzgh\tArab\tضريبة\tunreviewed\t'],
    ['label-empty', 'tax\ten\tLatn\t\tunreviewed\t'],
    ['label-spaces', 'tax\ten\tLatn\t levy\tunreviewed\t'],
    ['label-spaces', 'tax\ten\tLatn\ta  levy\tunreviewed\t'],
    ['label-spaces', 'tax\ten\tLatn\ta\u00A0levy\tunreviewed\t'],
    ['label-not-nfc', 'tax\tfr\tLatn\timpo\u0302ts\tunreviewed\t'],
    ['label-in-other-script', 'tax\tar\tArab\tdariba\tunreviewed\t'],
    ['label-in-other-script', 'tax\tzgh\tTfng\ttiwsi\tunreviewed\t'],
    ['label-in-other-script', 'tax\ten\tLatn\tlеvy\tunreviewed\t'],
    ['label-twice', 'tax\ten\tLatn\tTax\tunreviewed\t'],
    ['status-unknown', 'tax\ten\tLatn\tlevy\tchecked\t'],
    ['source-missing', 'tax\ten\tLatn\tlevy\treviewed\t'],
  ])('tells the line of %s', (code, row) => {
    expect(problemsOf(row, 'tax\ten\tLatn\tduty\tunreviewed\t')).toEqual([`${code}:5`]);
  });

  it.each([
    'tax\tzgh\tLatn\ttaεccart\tunreviewed\t',
    'tax\tzgh\tLatn\ttagʷmart\tunreviewed\t',
    'tax\tar\tArab\tنموذج B2\tunreviewed\t',
    'tax\tar\tArab\tالضَّرِيبة (عامة)\tunreviewed\t',
  ])('takes the label of %s', (row) => {
    expect(problemsOf(row)).toEqual([]);
  });

  it('tells a concept without Arabic, French or English at its first line', () => {
    expect(problemsOf('fee\tary\tLatn\tlwajib\tunreviewed\t', 'fee\tfr\tLatn\tredevance\tunreviewed\t')).toEqual([
      'language-missing:5',
      'language-missing:5',
    ]);
  });

  it('tells a concept whose rows are apart', () => {
    const fee = TAX.map((row) => row.replace(/^tax/, 'fee'));
    expect(problemsOf(...fee, 'tax\ten\tLatn\tlevy\tunreviewed\t')).toEqual(['concept-scattered:8']);
  });

  it('tells a concept that another file has, with that file', () => {
    const { concepts, problems } = readLexicon([file(TAX), file(['tax\ten\tLatn\tlevy\tunreviewed\t'], 'b.tsv')]);

    expect(problems).toEqual([{ code: 'concept-in-two-files', file: 'b.tsv', line: 2, found: 'a.tsv' }]);
    expect(concepts[0]?.labels.length).toBe(3);
  });

  it('tells another header, and reads on', () => {
    const { concepts, problems } = readLexicon([{ name: 'a.tsv', text: `concept\tlabel\n${TAX.join('\n')}\n` }]);

    expect(problems.map(({ code, line }) => [code, line])).toEqual([['header-wrong', 1]]);
    expect(concepts.length).toBe(1);
  });

  it('reads files as spreadsheets write them: with a byte order mark and CRLF', () => {
    const text = `\uFEFF${[HEADER, ...TAX, ''].join('\r\n')}`;

    expect(readLexicon([{ name: 'a.tsv', text }]).problems).toEqual([]);
  });

  it('knows each problem that it tells', () => {
    expect(new Set(LEXICON_PROBLEM_CODES).size).toBe(LEXICON_PROBLEM_CODES.length);
  });
});

describe('the national lexicon', () => {
  const { concepts, problems } = readLexicon(lexiconFiles());

  it('has no problem', () => {
    expect(problems).toEqual([]);
  });

  it('has thousands of concepts, many of them in Darija and Tamazight', () => {
    const inLanguage = (language: string): number =>
      concepts.filter(({ labels }) => labels.some((label) => label.language === language)).length;

    expect(concepts.length).toBeGreaterThan(3000);
    expect(inLanguage('ary')).toBeGreaterThan(2000);
    expect(inLanguage('zgh')).toBeGreaterThan(600);
  });
});
