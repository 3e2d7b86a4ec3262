import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Is a folder to be packed. */
export interface Tree {
  readonly name: string;
  readonly folder: string;
  /** Relative paths of its files. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Writes the trees: many small files, one large table, and both; the same bytes in every run. */
export function writeTrees(folder: string, shrink: number): readonly Tree[] {
  const many = (from: number): [string, string][] =>
    Array.from({ length: Math.ceil(600 / shrink) }, (_, index) => {
      const extension = index % 3 === 0 ? 'js' : 'json';
      const text = extension === 'js' ? codeText(from + index) : tableText(from + index, 20);
      return [`part-${index % 12}/file-${index}.${extension}`, text];
    });
  const rows = Math.ceil(150_000 / shrink);
  return [
    writeTree(folder, 'small files', many(0)),
    writeTree(folder, 'one large table', [['data/table.json', tableText(7, rows)]]),
    writeTree(folder, 'mixed', [
      ...many(5000).slice(0, Math.ceil(150 / shrink)),
      ['data/rates.json', tableText(8, rows / 5)],
    ]),
  ];
}

function writeTree(parent: string, name: string, files: readonly (readonly [string, string])[]): Tree {
  const folder = join(parent, `tree-${name.replaceAll(' ', '-')}`);
  let bytes = 0;
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    bytes += Buffer.byteLength(text);
  }
  return { name, folder, files: files.map(([path]) => path), bytes };
}

const COMMUNES = ['Rabat', 'Casablanca', 'Fès', 'طنجة', 'مراكش', 'أكادير', 'Oujda', 'ⴰⴳⴰⴷⵉⵔ'];

/** Writes rows as tables of parameters have them: names that repeat, numbers that do not. */
function tableText(seed: number, rows: number): string {
  const next = numbers(seed);
  const lines = Array.from({ length: Math.ceil(rows) }, (_, index) => {
    const commune = COMMUNES[next() % COMMUNES.length] ?? '';
    return `  {"code":${index},"commune":"${commune}","rate":${(next() % 100_000) / 1000},"ceiling":${next() % 1_000_000}}`;
  });
  return `[\n${lines.join(',\n')}\n]\n`;
}

function codeText(seed: number): string {
  const next = numbers(seed);
  const lines = Array.from(
    { length: 30 },
    (_, index) =>
      `  if (input.income > ${next() % 1_000_000}) total += input.part${index} * ${(next() % 1000) / 1000};`,
  );
  return `export default (input) => {\n  let total = 0;\n${lines.join('\n')}\n  return { total };\n};\n`;
}

/** Makes a linear congruential generator (constants of Numerical Recipes): the same numbers on every machine. */
export function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 4;
  };
}
