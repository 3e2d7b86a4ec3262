import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Concept } from '../../packages/analyzer/src/index.ts';
import { openMeasuredIndex, type MeasuredRecord } from '../../apps/registry/src/bench.ts';
import { fill, TEXTS, type Texts } from './texts.ts';

/** The records that hits are shown of, from the root: those on which search is developed. */
export const EXAMPLE_RECORDS = 'bench/data/search/docs.jsonl';

const SHOWN = 10;

/** Is two lexicons to compare: as it is, and as it was built last. The same list where people would write the same. */
export interface Compared {
  readonly now: readonly Concept[];
  readonly before: readonly Concept[];
}

/** Takes the concepts of a build for those of the files where they have the same labels: a build also knows how each is found. */
export function compared(files: readonly Concept[], built: readonly Concept[]): Compared {
  return { now: labelsOf(files) === labelsOf(built) ? built : files, before: built };
}

/** Reads records, one JSON object a line. */
export function readRecords(file: string): readonly MeasuredRecord[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as MeasuredRecord);
}

/**
 * Shows what a query finds among records, and which hits the lexicon of before would have placed elsewhere; where it is the same
 * lexicon, a search without one.
 */
export function movedHits(
  text: string,
  { records, lexicons, locale }: { records: readonly MeasuredRecord[]; lexicons: Compared; locale: keyof typeof TEXTS },
): readonly string[] {
  const texts = TEXTS[locale];
  const { now, before } = lexicons;
  const isEdited = now !== before;
  const found = namesFound(text, records, now);
  const earlier = namesFound(text, records, isEdited ? before : []);
  const titles = new Map(records.map(({ id, title }) => [id, title[locale] ?? Object.values(title)[0] ?? '']));
  const line = (place: string, name: string, said: string): string =>
    `  ${place} ${name} (${titles.get(name)}): ${said}`;
  const gone = earlier.filter((name) => !found.includes(name));
  return [
    fill(texts.hits[isEdited ? 'edited' : 'concepts'], { records: records.length }),
    ...found.map((name, index) => line(`${index + 1}.`, name, saidOf(texts, index, earlier.indexOf(name)))),
    ...gone.map((name) => line('–', name, texts.place.gone)),
    ...(found.length === 0 ? [`  ${texts.noHits}`] : []),
  ];
}

function labelsOf(concepts: readonly Concept[]): string {
  const labels = concepts.map(({ id, labels }) => [
    id,
    labels.map(({ language, text }) => `${language} ${text}`).sort(),
  ]);
  return JSON.stringify(labels.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

function namesFound(text: string, records: readonly MeasuredRecord[], concepts: readonly Concept[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'nforge-lexicon-'));
  const index = openMeasuredIndex({ file: join(folder, 'index.db'), concepts });
  try {
    index.put(records);
    return index.search(text, { limit: SHOWN }).hits.map(({ id }) => id);
  } finally {
    index.close();
    rmSync(folder, { recursive: true });
  }
}

function saidOf({ place }: Texts, at: number, before: number): string {
  if (before < 0) return place.new;
  return at === before ? place.same : fill(place.moved, { place: before + 1 });
}
