import { analyze, type Language } from '@national-forge/analyzer';
import type { SearchHit } from '@national-forge/api';

import type { Highlights, Mark } from '../../../../ports.ts';
import { languageOf } from '../entry/fields.ts';
import type { Plan } from '../query/plan.ts';
import { termKey } from '../entry/streams.ts';

/** Finds where the texts of a hit have what stands for the words of a query. */
export function highlight({ name, title, summary }: SearchHit, plan: Plan): Highlights {
  const keys = new Set(plan.groups.flatMap(({ alternatives }) => alternatives.map(({ key }) => key)));
  const named = marksOf(name, undefined, keys);
  const titles = marksByLanguage(title, keys);
  const summaries = marksByLanguage(summary, keys);
  return {
    ...(named.length > 0 ? { name: named } : {}),
    ...(titles === undefined ? {} : { title: titles }),
    ...(summaries === undefined ? {} : { summary: summaries }),
  };
}

function marksByLanguage(texts: SearchHit['title'], keys: ReadonlySet<string>): Record<string, Mark[]> | undefined {
  const marked = Object.entries(texts).flatMap(([language, text]) => {
    const marks = marksOf(text ?? '', languageOf(language), keys);
    return marks.length === 0 ? [] : [[language, marks] as const];
  });
  return marked.length === 0 ? undefined : Object.fromEntries(marked);
}

/** Of words that share a place the first, which holds the others, is marked. */
function marksOf(text: string, language: Language | undefined, keys: ReadonlySet<string>): Mark[] {
  const marks: Mark[] = [];
  for (const { start, end, exact, stems, skeleton } of analyze(text, { language })) {
    const terms = [termKey('e', exact), ...stems.map((stem) => termKey('s', stem)), termKey('k', skeleton ?? '')];
    const last = marks.at(-1);
    if (terms.some((key) => keys.has(key)) && (last === undefined || start >= last[1])) marks.push([start, end]);
  }
  return marks;
}
