import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { mean } from '../statistics.ts';
import { readCollection } from './collection/collection.ts';
import { DEPTH, scoresOf } from './metrics/scores.ts';
import { openRegistryIndex } from './systems/registry-index.ts';

const FOLDER = fileURLToPath(new URL('../../data/paragraphs/', import.meta.url));

const { records, queries, judgments } = readCollection({
  docs: join(FOLDER, 'docs.jsonl'),
  queries: join(FOLDER, 'queries.jsonl'),
  qrels: join(FOLDER, 'qrels.jsonl'),
});

describe('the paragraphs', () => {
  it('are in three languages, and each question has one answer, in its language unless it is asked across', () => {
    const byId = new Map(records.map((record) => [record.id, record]));

    expect([records.length, queries.length]).toEqual([64, 88]);
    for (const { id, lang, kind } of queries) {
      const [answer, ...others] = judgments.get(id) ?? [];
      expect(others, id).toEqual([]);
      expect(byId.get(answer?.doc ?? '')?.lang, id).toBe(kind === 'english-arabic' ? 'ar' : lang);
    }
  });

  it('are found by their questions, in the same language and across', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nforge-paragraphs-'));
    const system = openRegistryIndex({ records, file: join(folder, 'index.db') });
    const kinds = Map.groupBy(queries, ({ kind }) => kind);
    const ndcg = [...kinds].map(([kind, some]) => {
      const scores = some.map(({ id, text }) => scoresOf(system.search(text, DEPTH), judgments.get(id) ?? []).ndcg);
      return [kind, mean(scores)] as const;
    });
    system.close();
    rmSync(folder, { recursive: true });

    // What a change of search or lexicon may not undo.
    for (const [kind, score] of ndcg) expect(score, kind).toBeGreaterThan(0.9);
  });
});
