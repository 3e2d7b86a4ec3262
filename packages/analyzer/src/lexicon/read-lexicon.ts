import type { LabelRow, LexiconConcept } from './concept.ts';
import type { LexiconProblem, LexiconProblemCode } from './problem.ts';
import { readRow } from './read-row.ts';

/** Is a file of the lexicon. */
export interface LexiconFile {
  /** As problems name it. */
  readonly name: string;
  /** UTF-8 text of tab-separated rows. */
  readonly text: string;
}

const HEADER = 'concept\tlanguage\tscript\tlabel\tstatus\tsource';
const NEEDED = ['ar', 'fr', 'en'] as const;

/**
 * Reads the files of the lexicon: one label a row, all rows of a concept together (docs/lexicon.md tells the format). Rows with
 * problems are left out, the rest is read. Problems come by file and line.
 */
export function readLexicon(files: readonly LexiconFile[]): {
  readonly concepts: readonly LexiconConcept[];
  readonly problems: readonly LexiconProblem[];
} {
  const reading: Reading = { concepts: new Map(), problems: [] };
  for (const file of files) readFile(file, reading);
  for (const concept of reading.concepts.values()) demandLanguages(concept, reading);
  const order = new Map(files.map(({ name }, index) => [name, index]));
  const rank = ({ file }: LexiconProblem): number => order.get(file) ?? 0;
  const concepts = [...reading.concepts.values()].map(({ id, labels }) => ({ id, labels }));
  return { concepts, problems: reading.problems.sort((a, b) => rank(a) - rank(b) || a.line - b.line) };
}

interface OpenConcept {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly labels: LabelRow[];
  readonly seen: Set<string>;
}

interface Reading {
  readonly concepts: Map<string, OpenConcept>;
  readonly problems: LexiconProblem[];
}

function readFile({ name, text }: LexiconFile, reading: Reading): void {
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const report = (line: number, code: LexiconProblemCode, found: string): void => {
    reading.problems.push({ code, file: name, line, found });
  };
  if (header !== HEADER) report(1, 'header-wrong', header ?? '');
  let last: string | undefined;
  for (const [index, line] of lines.entries()) {
    if (line === '' && index === lines.length - 1) continue;
    const read = readRow(line);
    const number = index + 2;
    if (read.problem !== undefined) {
      report(number, read.problem, read.found);
      continue;
    }
    const concept = reading.concepts.get(read.concept) ?? open(reading, { id: read.concept, file: name, line: number });
    const problem = placeProblem(concept, { file: name, last });
    if (problem !== undefined) report(number, problem, problem === 'concept-scattered' ? concept.id : concept.file);
    else if (!addLabel(concept, read.row)) report(number, 'label-twice', read.row.text);
    last = concept.id;
  }
}

function open(reading: Reading, place: Pick<OpenConcept, 'id' | 'file' | 'line'>): OpenConcept {
  const concept = { ...place, labels: [], seen: new Set<string>() };
  reading.concepts.set(place.id, concept);
  return concept;
}

function placeProblem(
  concept: OpenConcept,
  { file, last }: { readonly file: string; readonly last: string | undefined },
): LexiconProblemCode | undefined {
  if (concept.file !== file) return 'concept-in-two-files';
  return concept.labels.length > 0 && last !== concept.id ? 'concept-scattered' : undefined;
}

function addLabel({ labels, seen }: OpenConcept, row: LabelRow): boolean {
  const key = `${row.language} ${row.text.toLowerCase()}`;
  if (seen.has(key)) return false;
  seen.add(key);
  labels.push(row);
  return true;
}

function demandLanguages({ id, file, line, labels }: OpenConcept, { problems }: Reading): void {
  for (const language of NEEDED) {
    if (labels.some((label) => label.language === language)) continue;
    problems.push({ code: 'language-missing', file, line, found: `${id} ${language}` });
  }
}
