import { styleText } from 'node:util';

import type { Explanation, SearchHit, SearchPage } from '@national-forge/api';

import type { Io } from '../io.ts';
import { localText, printable, printRows } from '../output.ts';
import { text } from '../texts/texts.ts';
import { localMarked, showMarked } from './marked-text.ts';
import { facetLines } from './facet-lines.ts';
import type { Wish } from './search-input.ts';
import { searchCommand } from './search-command.ts';

/** Shows a page: hits on stdout, for a person on a terminal with summary and marks; what is said about them on stderr. */
export function showPage(io: Io, page: SearchPage, wish: Wish): void {
  if (io.stdoutIsTerminal) for (const hit of page.hits) io.out(richLines(io, hit));
  else if (wish.explain) for (const hit of page.hits) plainRows(io, [hit]);
  else plainRows(io, page.hits);
  for (const line of remarks(io, page, wish)) io.err(`${line}\n`);
}

function plainRows(io: Io, hits: readonly SearchHit[]): void {
  printRows(
    io,
    hits.map((hit) => [`${hit.name}@${hit.version}`, localText(io, hit.title) + deprecation(io, hit)]),
  );
  for (const { explanation } of hits) if (explanation) io.out(explanationLines(io, explanation));
}

const deprecation = (io: Io, { deprecated }: SearchHit): string =>
  deprecated ? ` (${text(io.locale, 'label.deprecated')})` : '';

const INDENT = '    ';

function richLines(io: Io, hit: SearchHit): string {
  const color = io.colorOut;
  const { highlights = {}, explanation } = hit;
  const paint = (style: Parameters<typeof styleText>[0], words: string): string =>
    color && words !== '' ? styleText(style, words, { validateStream: false }) : words;
  const name = showMarked({ text: hit.name, marks: highlights.name ?? [] }, { color, mark: 'underline' });
  const title = showMarked(localMarked(io, hit.title, highlights.title), { color, mark: ['bold', 'underline'] });
  const summary = showMarked(localMarked(io, hit.summary, highlights.summary), {
    ...{ color, mark: 'underline', width: Math.max(20, io.columns - INDENT.length) },
  });
  const head = `${paint('bold', `${name}@${printable(hit.version)}`)}  ${title}${paint('yellow', deprecation(io, hit))}`;
  const below = summary === '' ? '' : `${INDENT}${paint('dim', summary)}\n`;
  return `${head.trimEnd()}\n${below}${explanation ? explanationLines(io, explanation) : ''}`;
}

const figure = (value: number): string => String(Math.round(value * 100) / 100);

function explanationLines(io: Io, explanation: Explanation): string {
  const { found, ...parts } = explanation;
  const figures = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, figure(value)]));
  const lines = [
    text(io.locale, 'search.score', figures),
    text(io.locale, 'search.rank', figures),
    ...found.map((one) => text(io.locale, 'search.word', { ...one, worth: figure(one.worth) })),
  ];
  return lines.map((line) => `${INDENT}${line}\n`).join('');
}

function remarks(io: Io, page: SearchPage, wish: Wish): readonly string[] {
  const { total, hits, cursor, didYouMean } = page;
  const { locale } = io;
  const isNarrowed = Object.keys(wish.chosen).length > 0;
  return [
    ...(total === 0
      ? [text(locale, 'search.none'), text(locale, isNarrowed ? 'search.tryWider' : 'search.tryOther')]
      : [text(locale, 'search.total', { shown: hits.length, total })]),
    ...(didYouMean === undefined
      ? []
      : [text(locale, 'search.didYouMean', { words: didYouMean }), `  ${printable(searchCommand(didYouMean, wish))}`]),
    ...(cursor === undefined ? [] : [text(locale, 'search.more', { cursor })]),
    ...(wish.facets ? facetLines(io, page) : []),
  ];
}
