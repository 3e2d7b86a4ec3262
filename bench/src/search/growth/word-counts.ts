import { isStopWord } from '@national-forge/analyzer';
import type { MeasuredRecord } from '@national-forge/registry/bench';

import { fieldsOf } from '../systems/fields.ts';
import { queryWords } from '../systems/query-words.ts';

/** Is what is known of the words of some records. */
export interface WordCounts {
  /** The records that were counted. */
  readonly records: readonly MeasuredRecord[];
  /** In how many records each word is; small words are left out. */
  readonly frequencies: ReadonlyMap<string, number>;
}

/** Counts in how many of the first records each word is. */
export function countWords(source: Iterable<MeasuredRecord>, most: number): WordCounts {
  const records: MeasuredRecord[] = [];
  const frequencies = new Map<string, number>();
  if (most > 0) {
    for (const record of source) {
      records.push(record);
      for (const word of wordsOf(record)) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
      if (records.length >= most) break;
    }
  }
  return { records, frequencies };
}

/** Gives the words of a record, each once, small words left out. */
export function wordsOf(record: MeasuredRecord): ReadonlySet<string> {
  const { title, keywords, summary, description } = fieldsOf(record);
  const words = [title, keywords, summary, description].flatMap((text) => queryWords(text.toLowerCase()));
  return new Set(words.filter((word) => word.length > 1 && !isStopWord(word)));
}
