import type { Concept, Label, LabelScript } from './concept.ts';
import type { Language } from '../languages.ts';

/**
 * Formats concepts for a build, a text each: the id on the first line, then a line for each language and script with the labels
 * of it, with tabs between. Of what the files hold only status and source are left out.
 */
export function formatCompact(concepts: readonly Concept[]): readonly string[] {
  return concepts.map(({ id, labels }) => {
    const lines = new Map<string, string[]>();
    for (const { language, script, text } of labels) {
      const head = `${language}\t${script}`;
      lines.set(head, [...(lines.get(head) ?? []), text]);
    }
    return [id, ...[...lines].map(([head, texts]) => [head, ...texts].join('\t'))].join('\n');
  });
}

/** Parses what `formatCompact` has formatted. */
export function parseCompact(texts: readonly string[]): readonly Concept[] {
  return texts.map((text) => {
    const [id = '', ...lines] = text.split('\n');
    return { id, labels: lines.flatMap(parseLine) };
  });
}

function parseLine(line: string): readonly Label[] {
  const [language, script, ...texts] = line.split('\t');
  return texts.map((text) => ({ language: language as Language, script: script as LabelScript, text }));
}
