import type { Concept, Label, LabelScript } from './concept.ts';
import type { Language } from '../languages.ts';
import { isNameOf } from './is-name.ts';
import { spellingsOf } from './label-words.ts';
import { formatWays, waysOf } from './ways.ts';

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

/** Formats how labels are found, a text for each concept: labels with tabs, spellings of one with tildes between. */
export function formatCompactWays(concepts: readonly Concept[]): readonly string[] {
  return concepts.map((concept) => {
    const isName = isNameOf(concept);
    const waysOfLabel = (label: Label): string =>
      spellingsOf(label)
        .map((spelling) => formatWays(waysOf(spelling, isName)))
        .join('~');
    return concept.labels.map(waysOfLabel).join('\t');
  });
}

/** Gives concepts how their labels are found. */
export function withWays(concepts: readonly Concept[], texts: readonly string[]): readonly Concept[] {
  return concepts.map((concept, at) => {
    const ways = (texts[at] ?? '').split('\t');
    return {
      ...concept,
      labels: concept.labels.map((label, index) => ({ ...label, ways: (ways[index] ?? '').split('~') })),
    };
  });
}
