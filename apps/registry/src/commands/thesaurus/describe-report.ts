import type { Locale } from '@national-forge/manifest';

import type { ThesaurusReport } from '../../usecases/thesaurus/import-thesaurus.ts';
import { fill, textsIn } from './texts.ts';

/** Tells what was imported, under which licence, and what was left out and why. */
export function describeReport(report: ThesaurusReport, locale: Locale): readonly string[] {
  const { title, id, concepts, labels, licence, replaced, leftOut, joined } = report;
  const texts = textsIn(locale);
  const { '': untagged = 0, ...others } = leftOut.languages;
  const languages = Object.entries(others).toSorted((a, b) => b[1] - a[1]);
  const counts = {
    ...leftOut,
    untagged,
    languages: languages.reduce((sum, [, count]) => sum + count, 0),
  };
  const head = fill(
    replaced ? texts.replaced : texts.imported,
    { title, id, concepts, labels: listOf(labels) },
    locale,
  );
  const tags = languages.map(([tag]) => tag).join(', ');
  const left = Object.entries(texts.leftOut).flatMap(([name, text]) => {
    const count = counts[name as keyof typeof counts];
    return typeof count === 'number' && count > 0 ? [fill(text, { count, tags }, locale)] : [];
  });
  const some = joined.some.map(({ label, national }) => `${label} = ${national}`).join(', ');
  const told = fill(some === '' ? texts.joinedNone : texts.joined, { count: joined.concepts, concepts, some }, locale);
  return [head, told, fill(texts.licence, { licence }, locale), ...left];
}

const listOf = (labels: Readonly<Record<string, number>>): string =>
  Object.entries(labels)
    .map(([language, count]) => `${language} ${count}`)
    .join(', ');
