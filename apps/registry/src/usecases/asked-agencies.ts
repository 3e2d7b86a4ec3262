import type { SearchPage, SearchQuery } from '@national-forge/api';

import type { Names } from '../ports.ts';

type Move = NonNullable<SearchPage['moved']>;

/** Is what a search asks for under the names that agencies have now. */
export interface AskedAgencies {
  readonly q: string;
  /** Each once; `undefined` where none was chosen. */
  readonly agency: string[] | undefined;
  /** The agencies that were asked for by a former name, each once. */
  readonly moves: readonly Move[];
}

/** A phrase, in which nothing is an operator, or the operator of agencies. */
const OPERATOR = /"[^"]*"|(?<=^|\s)agency:(?<name>[a-z0-9-]+)(?=\s|$)/gu;

/** Replaces former names of agencies, both chosen and written as `agency:name` among the words. */
export function askedAgencies(names: Pick<Names, 'agency'>, query: Pick<SearchQuery, 'q' | 'agency'>): AskedAgencies {
  const moves = new Map<string, Move>();
  const present = (from: string): string => {
    const to = names.agency(from);
    if (to === undefined) return from;
    moves.set(from, { from, to });
    return to;
  };
  const agency = query.agency && [...new Set(query.agency.map(present))];
  const q = query.q.replaceAll(OPERATOR, (written, name: string | undefined) =>
    name === undefined ? written : `agency:${present(name)}`,
  );
  return { q, agency, moves: [...moves.values()] };
}
