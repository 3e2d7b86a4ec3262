import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Evaluation } from './evaluate.ts';
import { runSearchGrowth } from './growth-command.ts';
import { runSearch } from './search-command.ts';

let folder: string;
let out: string[];
let err: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nforge-search-command-'));
  [out, err] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void err.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function writeCollection(grade = 3): readonly string[] {
  const lines = {
    docs: [
      '{"id":"impots/revenu","title":{"fr":"Impôt sur le revenu"}}',
      '{"id":"a/b","title":{"ar":"حساب المواريث"}}',
    ],
    queries: ['{"id":"q1","lang":"fr","kind":"plain","text":"revenu"}'],
    qrels: [`{"query":"q1","doc":"impots/revenu","grade":${grade},"sameLang":true}`],
  };
  return Object.entries(lines).flatMap(([name, some]) => {
    writeFileSync(join(folder, name), some.join('\n'));
    return [`--${name}`, join(folder, name)];
  });
}

describe('bench search', () => {
  it('evaluates the collection that is named and gives the ranking of every query', async () => {
    expect(await runSearch([...writeCollection(), '--rounds', '1', '--json'])).toBe(0);

    const { queries, summary, speeds, answers } = JSON.parse(out[0] ?? '') as Evaluation;
    expect(queries).toBe(1);
    expect(speeds.map(({ system }) => system)).toEqual([
      'registry',
      'fts5-unicode61',
      'fts5-porter',
      'fts5-trigram',
      'minisearch',
    ]);
    for (const { system, p50, p99 } of speeds) {
      expect(summary.all.systems[system]).toEqual({ ndcg: 1, mrr: 1, recall: 1, zeroResults: 0 });
      expect(answers[0]?.rankings[system]).toEqual(['impots/revenu']);
      expect(p99).toBeGreaterThanOrEqual(p50);
    }
  });

  it('says which line of a collection is wrong', async () => {
    expect(await runSearch(writeCollection(1))).toBe(1);
    expect(err[0]).toMatch(/queries:1: no record answers "q1"; judge one with 2 or 3 in qrels\.$/);
  });

  it.each([
    [['--help']],
    [['--rounds', '0']],
    [['--half', 'other']],
    [['--docs', 'docs.jsonl']],
    [['--unknown']],
    [['word']],
  ])('shows how it is used when called with %j', async (args) => {
    expect(await runSearch(args)).toBe(2);
    expect(err[0]).toContain('Usage: npm run bench -- search');
  });
});

describe('bench search-growth', () => {
  it.each([[['--help']], [['--sizes', '10,x']], [['--queries', '0']], [['--unknown']]])(
    'shows how it is used when called with %j',
    async (args) => {
      expect(await runSearchGrowth(args)).toBe(2);
      expect(err[0]).toContain('Usage: npm run bench -- search-growth');
    },
  );
});
