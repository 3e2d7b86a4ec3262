import { join } from 'node:path';

import type { SearchPage } from '@national-forge/api';
import { openClient, type Client } from '@national-forge/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createPerson, type Person } from './harness/nforge.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { openWorkshop } from './harness/workshop.ts';

const INCOME_TAX = 'impots/income-tax';
const QUERIES = ['ضريبة الدخل', 'impot revenu', 'dariba 3la dakhl', 'income tax'];

const workshop = openWorkshop();
let registry: RegistryProcess;
let person: Person;
let client: Client;
let folder: string;

beforeAll(async () => {
  registry = await startRegistry(workshop, { dataDir: join(workshop.folder('place'), 'data'), command: 'start' });
  person = createPerson(workshop, { registry: registry.url });
  client = openClient({ registry: registry.url });
  folder = workshop.folder('work');
}, 240_000);
afterAll(async () => {
  await client.close();
  await registry.stop();
});

describe('whoever searches the examples', () => {
  it.each(QUERIES)('reaches the income tax first, in any language: %s', async (query) => {
    const { code, stdout, stderr } = await person.nforge(folder, 'search', ...query.split(' '));
    const { value } = await person.json<SearchPage>(folder, 'search', query, '--limit', '1');

    expect([code, stdout.split('@')[0]]).toEqual([0, INCOME_TAX]);
    expect(stderr).not.toContain('Did you mean');
    expect(value.hits.map(({ name }) => name)).toEqual([INCOME_TAX]);
  });

  it('is told what was meant, and what to type', async () => {
    const { code, stdout, stderr } = await person.nforge(folder, 'search', 'imcome', 'tax', '--sort', 'relevance');

    expect([code, stdout.split('@')[0]]).toEqual([0, INCOME_TAX]);
    expect(stderr).toContain('Did you mean: income tax\n  nforge search income tax --sort relevance\n');
  });

  it('narrows, sorts, counts and pages on', async () => {
    const engines = ['--engine', 'wasm', '--engine', 'python'];
    const { value } = await person.json<SearchPage>(folder, 'search', ...engines, '--all', '--limit', '1');
    const { stdout, stderr } = await person.nforge(folder, 'search', ...engines, '--facets', '--sort', 'name');

    expect(value.hits.map(({ engine }) => engine).toSorted()).toEqual(['python', 'wasm']);
    expect(value.facets.engine.map(({ value: engine }) => engine)).toContain('javascript');
    const names = stdout.trimEnd().split('\n');
    expect(names).toHaveLength(2);
    expect(names).toEqual(names.toSorted());
    expect(stderr).toMatch(/^ {2}engine: javascript \(\d+\), /m);
  });
});

describe('a program that searches with the SDK', () => {
  it('is given marks, reasons and counts', async () => {
    const { hits, facets } = await client.search({
      ...{ q: 'ضريبة الدخل', sector: ['finance-and-economic-development', 'tourism'] },
      ...{ highlight: true, explain: true, limit: 5 },
    });
    const [hit] = hits;
    const title = hit?.title.ar ?? '';

    expect(hit?.name).toBe(INCOME_TAX);
    expect(hit?.highlights?.title?.['ar']?.map(([start, end]) => title.slice(start, end))).toEqual([
      'الضريبة',
      'الدخل',
    ]);
    expect(hit?.explanation?.score).toBeGreaterThan(0);
    expect(facets.agency.find(({ value }) => value === 'impots')?.count).toBeGreaterThan(1);
  });

  it('is given all pages, each algorithm once', async () => {
    const names: string[] = [];
    let total = 0;
    for await (const page of client.searchPages({ q: '', limit: 7, sort: 'reuse', facets: false })) {
      total = page.total;
      names.push(...page.hits.map(({ name }) => name));
    }

    expect(names).toHaveLength(total);
    expect(new Set(names).size).toBe(total);
    expect(total).toBeGreaterThan(14);
  });

  it.each(['imp', 'Impôt s', 'الضر', 'ضريبة', 'impots/inc'])('is given suggestions for "%s"', async (typed) => {
    const { suggestions } = await client.suggest(typed, { limit: 5 });

    expect(suggestions.map(({ name }) => name)).toContain(INCOME_TAX);
  });
});
