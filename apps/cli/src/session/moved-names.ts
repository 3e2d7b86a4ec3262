import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { text } from '../texts/texts.ts';

/** Is a name that leads to another one. */
export interface Moved {
  /** Left out: a person has named it. */
  readonly kind?: 'algorithm' | 'agency';
  readonly from: string;
  readonly to: string;
}

/** Tells a person, once each, which names have changed, and keeps them for documents. */
export interface MovedNames {
  readonly tell: (moved: Moved) => void;
  /** Gives the present name of one that turned out to have another, else the name itself. */
  readonly present: (name: string) => string;
  /** Is what a document says of it: nothing where no name has changed. */
  readonly member: () => { readonly moved?: readonly Moved[] };
}

/**
 * Starts without any name.
 *
 * @param args - what the person has named: that an agency of something else has another name is of no use to anybody
 */
export function movedNames(io: Io, args?: Arguments): MovedNames {
  const named = new Set([...(args?.positionals ?? []), ...Object.values(args?.options ?? {}).flat()]);
  const told = new Map<string, Moved>();
  return {
    tell: ({ kind, from, to }) => {
      if (told.has(from) || (kind === 'agency' && !named.has(from))) return;
      told.set(from, { from, to });
      if (!io.json) io.err(`${text(io.locale, 'moved.now', { from, to })}\n`);
    },
    present: (name) => told.get(name)?.to ?? name,
    member: () => (told.size === 0 ? {} : { moved: [...told.values()] }),
  };
}
