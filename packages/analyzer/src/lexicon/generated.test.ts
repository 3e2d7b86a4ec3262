import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { nationalConcepts } from '../lexicon.ts';
import { gatherLexicon, lexiconFiles } from './gather-lexicon.ts';
import { readLexicon } from './read-lexicon.ts';

it('the lexicon of a build is the one of the files (pnpm --filter @national-forge/analyzer generate)', () => {
  const committed = (name: string) => readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
  const { labels, ways } = gatherLexicon();

  expect(committed('lexicon.json') === labels).toBe(true);
  expect(committed('lexicon-ways.json') === ways).toBe(true);
});

it('it holds all concepts and labels', () => {
  const { concepts } = readLexicon(lexiconFiles());
  const labels = concepts.map(({ id, labels }) => [
    id,
    labels.map(({ language, script, text }) => [language, script, text]),
  ]);

  expect(nationalConcepts().map(({ id }) => id)).toEqual(concepts.map(({ id }) => id));
  expect(nationalConcepts().flatMap(({ labels }) => labels).length).toBe(concepts.flatMap((one) => one.labels).length);
  expect(nationalConcepts().find(({ id }) => id === 'income-tax')?.labels.length).toBe(
    (labels.find(([id]) => id === 'income-tax')?.[1] as unknown[]).length,
  );
});
