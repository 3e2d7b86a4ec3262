import type { Damage } from '../../../ports.ts';
import type { Sql } from '../sql.ts';

interface Posting {
  readonly term: string;
  readonly doc: number;
  readonly col: string;
}

interface Sides {
  readonly expected: Sql;
  readonly stored: Sql;
}

const WORDS = `CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search_text, 'instance')`;
const LIST = 'SELECT term, doc, col FROM temp.search_words';
// `detail = column` keeps in which columns of which entry a word stands, and no more.
const SIZES = 'SELECT id, sz FROM search_text_docsize ORDER BY id';

/**
 * Compares the index of words: which words stand in which column of which entry. Its text is not stored, and how its pages
 * are cut depends on the order of writing, so both sides are read out. They give words in the same order, byte by byte.
 */
export function compareWords(sides: Sides, found: (damage: Damage) => void): void {
  for (const sql of [sides.expected, sides.stored]) sql.exec(WORDS);
  const tell = (place: string, detail: string): void => found({ kind: 'search', place, detail });
  comparePostings(sides, tell);
  compareLines(sides, { text: SIZES, what: 'entry of search_text' }, tell);
  compareLines(
    sides,
    { text: 'SELECT k AS id, v AS sz FROM search_text_config', what: 'setting of search_text' },
    tell,
  );
  compareQueries(sides, tell);
}

function comparePostings(sides: Sides, tell: Tell): void {
  const [wanted, there] = [cursorOf(sides.expected), cursorOf(sides.stored)];
  try {
    wanted.move();
    there.move();
    while (wanted.now !== undefined || there.now !== undefined) {
      const order = compare(wanted.now, there.now);
      if (order < 0) tell(nameOf(wanted.now), 'the word is missing');
      if (order > 0) tell(nameOf(there.now), 'the word does not stand there');
      if (order <= 0) wanted.move();
      if (order >= 0) there.move();
    }
  } finally {
    // A torn index ends the walk in the middle; an open one would keep the connection.
    wanted.end();
    there.end();
  }
}

function cursorOf(sql: Sql) {
  const rows = sql.iterate<Posting>(LIST);
  const cursor = {
    now: undefined as Posting | undefined,
    move(): void {
      const { value, done } = rows.next() as IteratorResult<Posting, undefined>;
      cursor.now = done === true ? undefined : value;
    },
    end: () => void rows.return?.(),
  };
  return cursor;
}

const nameOf = (at: Posting | undefined): string => (at ? `${at.col} ${at.term} (entry ${at.doc})` : '');

function compare(a: Posting | undefined, b: Posting | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? (b === undefined ? 0 : 1) : -1;
  return (
    Buffer.compare(Buffer.from(a.term), Buffer.from(b.term)) || a.doc - b.doc || (a.col < b.col ? -1 : +(a.col > b.col))
  );
}

type Tell = (place: string, detail: string) => void;

function compareLines(sides: Sides, { text, what }: { text: string; what: string }, tell: Tell): void {
  const lines = (sql: Sql): ReadonlyMap<string, string> =>
    new Map(sql.all<{ id: unknown; sz: unknown }>(text).map(({ id, sz }) => [String(id), hex(sz)]));
  const [wanted, there] = [lines(sides.expected), lines(sides.stored)];
  for (const id of new Set([...wanted.keys(), ...there.keys()])) {
    if (wanted.get(id) !== there.get(id)) tell(`${what} ${id}`, 'it is not what the log gives');
  }
}

const hex = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);

/**
 * Asks both sides for every word and every beginning of a word: words are found through a table of pages, beginnings through
 * an index of their own, and both may be wrong where the words themselves are right.
 */
function compareQueries({ expected, stored }: Sides, tell: Tell): void {
  const text = `SELECT DISTINCT substr(term, 1, value) AS start, length(term) <= value AS whole
    FROM temp.search_words, json_each('[2,3,4,1000]') WHERE length(term) >= value OR value = 1000`;
  const count = 'SELECT count(*) AS hits, total(rowid) AS sum FROM search_text WHERE search_text MATCH ?';
  for (const { start, whole } of expected.iterate<{ start: string; whole: number }>(text)) {
    const query = `"${start.replaceAll('"', '""')}"${whole === 1 ? '' : ' *'}`;
    const [a, b] = [expected, stored].map((sql) => sql.get<{ hits: number; sum: number }>(count, query));
    if (a?.hits !== b?.hits || a?.sum !== b?.sum) tell(`${start}…`, 'the entries found are not those of the words');
  }
}
