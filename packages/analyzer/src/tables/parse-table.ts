/** Is one table of a step: what is written, and what it stands for (empty where the table is a plain list). */
export type Table = Readonly<Record<string, string>>;

/**
 * Parses a table of `data/`: UTF-8 lines of one or two columns with a tab between; lines that begin with `#` name the source.
 * Throws an `Error` with the line's number where a line has other columns, an empty key or a key that was there before.
 */
export function parseTable(text: string): Table {
  const table: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [key = '', value = '', ...rest] = line.split('\t');
    if (key === '' || rest.length > 0) throw new Error(`line ${index + 1}: not one or two columns`);
    if (key in table) throw new Error(`line ${index + 1}: ${key} is there twice`);
    table[key] = value;
  }
  return table;
}
