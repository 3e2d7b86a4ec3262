import { FACETS, SEARCH_SORTS, type Facet, type SearchSort } from '@national-forge/api';
import type { SearchInput } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { optionalCount, optionalString, strings, texts, wants } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** Is what a person searches for, and how it is to be shown. */
export interface Wish {
  readonly words: string;
  /** What is chosen of each facet. */
  readonly chosen: Readonly<Partial<Record<Facet, readonly string[]>>>;
  readonly sort: SearchSort | undefined;
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  /** Whether all pages are wanted. */
  readonly all: boolean;
  readonly explain: boolean;
  /** Whether it is told what a search can be narrowed by. */
  readonly facets: boolean;
}

/** Reads what a person wants. Throws `UsageError`. */
export function wishOf(args: Arguments, io: Pick<Io, 'stdoutIsTerminal'>): Wish {
  const chosen = Object.fromEntries(
    FACETS.map((facet) => [facet, chosenOf(args, facet)] as const).filter(([, values]) => values.length > 0),
  );
  const isNarrowed = Object.keys(chosen).length > 0;
  const sort = optionalString(args, 'sort');
  return {
    words: args.positionals.join(' '),
    chosen,
    sort: SEARCH_SORTS.find((one) => one === sort),
    limit: optionalCount(args, 'limit'),
    cursor: optionalString(args, 'cursor'),
    all: wants(args, 'all'),
    explain: wants(args, 'explain'),
    // Who has chosen nothing yet is shown what there is to choose.
    facets: wants(args, 'facets') || (io.stdoutIsTerminal && !isNarrowed),
  };
}

/** A filter that is empty, as a variable of a script may be, would find everything. */
function chosenOf(args: Arguments, facet: Facet): readonly string[] {
  if (texts(args, facet).some((value) => value.trim() === '')) {
    throw new UsageError('usage.optionEmpty', { option: `--${facet}` });
  }
  return strings(args, facet);
}

/** The largest page that a registry gives. */
const LARGEST_PAGE = 100;

/** Writes a wish as a query; what nobody will see is not asked for. */
export function searchInput(wish: Wish, io: Pick<Io, 'json' | 'stdoutIsTerminal'>): SearchInput {
  const { words, chosen, sort, cursor, all } = wish;
  const limit = wish.limit ?? (all ? LARGEST_PAGE : undefined);
  return {
    q: words,
    ...chosen,
    ...(sort && { sort }),
    ...(limit !== undefined && { limit }),
    ...(cursor !== undefined && { cursor }),
    ...(wish.explain && { explain: true }),
    ...(io.stdoutIsTerminal && !io.json && { highlight: true }),
    ...(!wish.facets && !io.json && { facets: false }),
  };
}
