import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { TEXTS, type TextKey } from '../../texts/texts.ts';
import { completeDraft } from '../complete-draft.ts';
import { mergeDrafts, problemsOf, type Draft } from '../draft.ts';
import { FORMATS } from './formats.ts';
import { mapSource } from './map-source.ts';

const testdata = join(import.meta.dirname, 'testdata');

const answers: Draft = {
  name: 'eau/besoin',
  title: { fr: 'Titre' },
  kind: 'rule',
  sectors: ['energy'],
  region: 'MA',
  maintenance: { contacts: [{ role: 'support', email: 'a@b.ma' }] },
};

describe.each(FORMATS.map((format) => ({ name: format.file, format })))('init --from $name', ({ format }) => {
  const folder = join(testdata, format.file.replace('.', '-'));
  const files = readdirSync(folder).filter((file) => !file.endsWith('.snap'));
  const read = (file: string) => mapSource(format, format.parse(readFileSync(join(folder, file), 'utf8')), 'en');

  it('is tried on five files', () => {
    expect(files).toHaveLength(5);
  });

  it.each(files)('maps %s as recorded: what went where, what not and why', async (file) => {
    const mapped = read(file);

    await expect(`${JSON.stringify(mapped, null, 2)}\n`).toMatchFileSnapshot(join(folder, `${file}.snap`));
  });

  it.each(files)('makes of %s, with the answers of a person, a manifest that is valid', (file) => {
    const { draft } = read(file);

    const complete = completeDraft(mergeDrafts(answers, draft), {
      locale: 'fr',
      now: new Date('2026-11-23T12:00:00Z'),
      entry: draft.runtime?.engine === 'python' ? 'main.py:run' : 'index.js',
    });

    expect(problemsOf(complete)).toEqual([]);
  });

  it.each(files)('tells the fate of every field of %s', (file) => {
    const { fates } = read(file);
    const told = new Set(fates.map(({ path }) => path));
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
        : [path];
    const source = format.parse(readFileSync(join(folder, file), 'utf8'));

    const untold = leaves(source, '').filter(
      (path) => ![...told].some((one) => path === one || path.startsWith(`${one}.`)),
    );

    expect(untold).toEqual([]);
  });

  it('says the reason of every loss in every language', () => {
    const reasons = files.flatMap((file) => read(file).fates.flatMap(({ lost }) => (lost ? [lost] : [])));

    for (const table of Object.values(TEXTS))
      for (const reason of reasons) expect(table[`init.lost.${reason}` as TextKey]).toBeTypeOf('string');
  });
});

it('does not take over members of the prototype', () => {
  const tree: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1}}');

  const { draft, fates } = mapSource(FORMATS[0]!, tree, 'en');

  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(fates.map(({ lost }) => lost)).toEqual(['unknown', 'unknown']);
  expect(draft).toEqual({ runtime: { engine: 'javascript' } });
});
