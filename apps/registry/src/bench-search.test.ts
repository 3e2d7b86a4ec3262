import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openMeasuredIndex, type MeasuredIndex, type MeasuredRecord } from './bench.ts';

const RECORDS: readonly MeasuredRecord[] = [
  { id: 'eau/fuites', title: { fr: 'Localisation des fuites' }, region: 'MA-09', sectors: ['environment'] },
  { id: 'impots/calcul', title: { fr: 'Impôt sur le revenu' }, summary: { fr: 'Barème et tranches.' }, region: 'MA' },
  { id: 'air/qualite', title: { fr: 'Indice de la qualité de l’air' }, region: 'MA' },
  { id: 'echecs/machine', title: { ar: 'الحاسوب' }, description: { ar: 'غلب الحاسوب بطل العالم كاسباروف.' } },
  {
    id: 'sante/ordonnance',
    title: { fr: 'Ordonnances' },
    description: { fr: 'Après le rendez-vous, le médecin écrit.' },
  },
  { id: 'climat/apres', title: { ar: 'بعد المطر' } },
];

let folder: string;
let index: MeasuredIndex;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-measured-'));
  index = openMeasuredIndex({ file: join(folder, 'index.db') });
  index.put(RECORDS);
});
afterAll(() => {
  index.close();
  rmSync(folder, { recursive: true });
});

const found = (text: string): readonly string[] => index.search(text).hits.map(({ id }) => id);

describe('a query', () => {
  it('finds records by the names of their region and sectors, in any language', () => {
    expect(found('Souss')).toEqual(['eau/fuites']);
    expect(found('سوس')).toEqual(['eau/fuites']);
    expect(found('البيئة')).toContain('eau/fuites');
  });

  it('finds the narrower concept by the broader word of another language', () => {
    expect(found('ضريبة')).toContain('impots/calcul');
  });

  it('finds a foreign name that stands in a text in the other script', () => {
    expect(found('Kasparov')).toEqual(['echecs/machine']);
  });

  it('takes no word of French or English for three letters of Arabic', () => {
    // As Arabizi it would be بعد.
    expect(found('paid')).not.toContain('climat/apres');
  });

  it('takes no word that the lexicon knows for a misspelling', () => {
    const label = { language: 'en', script: 'Latn', text: 'water' } as const;
    const wafers = [{ id: 'food/wafer', title: { en: 'Wafer' } }];
    const hits = [[], [{ id: 'water', labels: [label] }]].map((concepts, at) => {
      const one = openMeasuredIndex({ file: join(folder, `${at}.db`), concepts });
      one.put(wafers);
      const ids = one.search('water').hits.map(({ id }) => id);
      one.close();
      return ids;
    });

    expect(hits).toEqual([['food/wafer'], []]);
  });

  it('of a concept that no record has finds what else it is called', () => {
    expect(found('smog')).toEqual(['air/qualite']);
  });

  it('finds a phrase without its accents and hamza, and none whose words stand apart', () => {
    expect(found('"qualite de l\'air"')).toEqual(['air/qualite']);
    expect(found('"الحاسوب بطل"')).toEqual(['echecs/machine']);
    expect(found('"indice air"')).toEqual([]);
  });

  it('asks the same of a question as of its words', () => {
    expect(found('comment puis-je avoir la qualité de l’air ?')[0]).toBe('air/qualite');
    expect(found('quelles sont les fuites')[0]).toBe('eau/fuites');
  });

  it('of a long text looks for what says most, wherever that stands', () => {
    const words = Array.from(
      { length: 60 },
      (_, at) => `mot${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10)]}`,
    );

    expect(found(`${words.join(' ')} barème`)).toEqual(['impots/calcul']);
    expect(found(`${words.join(' ')} taxation`)).toEqual(['impots/calcul']);
  });
});
