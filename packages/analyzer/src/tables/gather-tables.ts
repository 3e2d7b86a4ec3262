import { readFileSync } from 'node:fs';

import { parseTable, type Table } from './parse-table.ts';

const NAMES = [
  'amazigh/latin-variants',
  'amazigh/tifinagh',
  'amazigh/tifinagh-extended',
  'arabic/broken-plurals',
  'arabic/letters',
  'arabic/nouns',
  'darija/arabizi',
  'skeleton/letters',
  'stop-words',
] as const;

/** Gathers the tables that linguists keep as TSV into the one JSON that a build can hold. */
export function gatherTables(): Readonly<Record<string, Table>> {
  const data = new URL('../../data/', import.meta.url);
  return Object.fromEntries(
    NAMES.map((name) => [name, parseTable(readFileSync(new URL(`${name}.tsv`, data), 'utf8'))]),
  );
}
