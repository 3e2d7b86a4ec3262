import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { SearchSystem } from './system.ts';
import { SYSTEMS, type SystemName } from './systems.ts';

const records = [
  { id: 'impots/revenu', title: { fr: 'Impôt sur le revenu' }, summary: { fr: 'Calcule ce que doit un foyer.' } },
  { id: 'peche/quota', title: { fr: 'Quota de poulpe' }, keywords: { fr: ['pêche'] }, region: 'MA-12' },
  {
    id: 'energie/turbines',
    title: { en: 'Predictive maintenance of turbines' },
    summary: { en: 'Predicts failures.' },
  },
  { id: 'justice/mawarith', title: { ar: 'حساب المواريث' }, summary: { ar: 'يوزع التركة على الورثة.' } },
  { id: 'sante/vaccins', title: { fr: 'Stock de vaccins' }, description: { fr: 'Le revenu n’y joue aucun rôle.' } },
];

const names = Object.keys(SYSTEMS) as SystemName[];
const open = new Map<SystemName, SearchSystem>();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-systems-'));
  for (const name of names) open.set(name, SYSTEMS[name]({ records, file: join(folder, `${name}.db`) }));
});
afterAll(() => {
  for (const system of open.values()) system.close();
  rmSync(folder, { recursive: true, force: true });
});

const find = (name: SystemName, text: string, limit = 10) => open.get(name)?.search(text, limit) ?? [];

describe.each(names)('%s', (name) => {
  it('finds words of every field, and a title before a description', () => {
    expect(find(name, 'poulpe')[0]).toBe('peche/quota');
    expect(find(name, 'pêche')[0]).toBe('peche/quota');
    expect(find(name, 'foyer')[0]).toBe('impots/revenu');
    expect(find(name, 'revenu').slice(0, 2)).toEqual(['impots/revenu', 'sante/vaccins']);
    expect(find(name, 'المواريث')[0]).toBe('justice/mawarith');
    expect(find(name, 'energie/turbines')[0]).toBe('energie/turbines');
  });

  it('puts records with all words first', () => {
    expect(find(name, 'stock de vaccins')[0]).toBe('sante/vaccins');
  });

  it('gives no more than it is asked for', () => {
    expect(find(name, 'revenu', 1)).toEqual(['impots/revenu']);
  });

  it.each(['', ' ', '"', 'a"b', 'NEAR(', 'title:', '-', '* OR', ')', '🐙', "l'", '\0'])(
    'takes %j for a query like any other',
    (text) => {
      expect(Array.isArray(find(name, text))).toBe(true);
    },
  );

  it('takes a very long word for a query like any other', () => {
    expect(find(name, 'x'.repeat(5000))).toEqual([]);
  });
});

describe('the systems differ where they should', () => {
  it.each<readonly [string, string, readonly SystemName[]]>([
    ['impot', 'impots/revenu', names],
    ['predicting', 'energie/turbines', names.filter((name) => name !== 'fts5-unicode61')],
    ['vacins', 'sante/vaccins', ['registry', 'fts5-trigram', 'minisearch']],
    ['succession', 'justice/mawarith', ['registry']],
  ])('%s finds %s only with some', (text, id, expected) => {
    expect(names.filter((name) => find(name, text).includes(id))).toEqual(expected);
  });
});
