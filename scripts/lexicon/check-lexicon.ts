import { describeLexiconProblem, readLexicon, type LexiconFile } from '../../packages/analyzer/src/index.ts';
import { fill, TEXTS, type Locale } from './texts.ts';

/** Is what a verb has to say, and its exit code. */
export interface Answer {
  readonly lines: readonly string[];
  readonly code: number;
}

/** Checks the files of a lexicon: a line for each problem, `file:line: what is wrong`, then the counts; code 1 where there is one. */
export function checkLexicon(files: readonly LexiconFile[], locale: Locale): Answer {
  const texts = TEXTS[locale];
  const { concepts, problems } = readLexicon(files);
  const labels = concepts.flatMap((concept) => concept.labels);
  const counts = fill(texts.counts, {
    files: files.length,
    concepts: concepts.length,
    labels: labels.length,
    reviewed: labels.filter(({ status }) => status === 'reviewed').length,
  });
  const told = problems.map(
    (problem) => `${problem.file}:${String(problem.line)}: ${describeLexiconProblem(problem, locale)}`,
  );
  const verdict = told.length === 0 ? [texts.sound, texts.generate] : [fill(texts.problems, { count: told.length })];
  return { lines: [...told, counts, ...verdict], code: told.length === 0 ? 0 : 1 };
}
