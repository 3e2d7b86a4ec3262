import Database from 'better-sqlite3';

import { FIELD_NAMES, FIELD_WEIGHTS, fieldsOf } from './fields.ts';
import { queryWords } from './query-words.ts';
import type { OpenSystem, SearchSystem, SystemOptions } from './system.ts';

/** Says how SQLite FTS5 cuts texts, and which queries are tried one after the other until there are enough records. */
interface Fts5Setting {
  readonly tokenize: string;
  readonly queries: (text: string) => readonly string[];
}

// Double quotes make a string of FTS5, so that no word of a query is an operator: https://www.sqlite.org/fts5.html §3.1
const all = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(' AND ');
const any = (words: readonly string[], suffix = ''): string => words.map((word) => `"${word}"${suffix}`).join(' OR ');

/** Records with all words first, then those with any word that begins like one of the query. */
const wordQueries = (text: string): readonly string[] => {
  const words = queryWords(text);
  return [all(words), any(words, '*')];
};

const TRIGRAM = 3;

/** Records that hold all words as parts of words first, then those that hold any three characters of them: it forgives typing errors. */
const trigramQueries = (text: string): readonly string[] => {
  const words = queryWords(text).map((word) => Array.from(word));
  const long = words.filter((word) => word.length >= TRIGRAM);
  const trigrams = long.flatMap((word) =>
    word.slice(0, word.length - TRIGRAM + 1).map((_, at) => word.slice(at, at + TRIGRAM).join('')),
  );
  return [all(long.map((word) => word.join(''))), any([...new Set(trigrams)])];
};

const SETTINGS = {
  'fts5-unicode61': { tokenize: 'unicode61 remove_diacritics 2', queries: wordQueries },
  'fts5-porter': { tokenize: 'porter unicode61 remove_diacritics 2', queries: wordQueries },
  'fts5-trigram': { tokenize: 'trigram remove_diacritics 1', queries: trigramQueries },
} as const satisfies Record<string, Fts5Setting>;

/** Opens SQLite FTS5 with the tokenizer for words, accents removed. */
export const openUnicode61: OpenSystem = (options) => openFts5(SETTINGS['fts5-unicode61'], options);

/** Opens SQLite FTS5 with the stemmer of Porter (1980, English) on top of it. */
export const openPorter: OpenSystem = (options) => openFts5(SETTINGS['fts5-porter'], options);

/** Opens SQLite FTS5 with trigrams, accents removed. */
export const openTrigram: OpenSystem = (options) => openFts5(SETTINGS['fts5-trigram'], options);

function openFts5({ tokenize, queries }: Fts5Setting, { records, file }: SystemOptions): SearchSystem {
  const database = new Database(file);
  const columns = FIELD_NAMES.join(', ');
  database.exec(`CREATE VIRTUAL TABLE record USING fts5(id UNINDEXED, ${columns}, tokenize = '${tokenize}')`);
  const places = ['id', ...FIELD_NAMES].map(() => '?').join(', ');
  const insert = database.prepare(`INSERT INTO record (id, ${columns}) VALUES (${places})`);
  database.transaction(() => {
    for (const record of records) {
      const fields = fieldsOf(record);
      insert.run(record.id, ...FIELD_NAMES.map((name) => fields[name]));
    }
  })();
  const weights = FIELD_NAMES.map((name) => FIELD_WEIGHTS[name]).join(', ');
  const select = database
    .prepare<[string, number], string>(
      `SELECT id FROM record WHERE record MATCH ? ORDER BY bm25(record, 0, ${weights}), rowid LIMIT ?`,
    )
    .pluck();
  return {
    search: (text, limit) => {
      const found = new Set<string>();
      for (const query of queries(text)) {
        if (query === '' || found.size >= limit) continue;
        for (const id of select.all(query, limit)) found.add(id);
      }
      return [...found].slice(0, limit);
    },
    close: () => database.close(),
  };
}
