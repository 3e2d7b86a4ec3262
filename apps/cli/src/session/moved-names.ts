import type { Io } from '../io.ts';
import { text } from '../texts/texts.ts';

/** Is a name that leads to another one. */
export interface Moved {
  readonly from: string;
  readonly to: string;
}

/** Tells a person, once each, which names have changed, and keeps them for documents. */
export interface MovedNames {
  readonly tell: (moved: Moved) => void;
  /** Is what a document says of it: nothing where no name has changed. */
  readonly member: () => { readonly moved?: readonly Moved[] };
}

/** Starts without any name. */
export function movedNames(io: Io): MovedNames {
  const told = new Map<string, Moved>();
  return {
    tell: ({ from, to }) => {
      if (told.has(from)) return;
      told.set(from, { from, to });
      if (!io.json) io.err(`${text(io.locale, 'moved.now', { from, to })}\n`);
    },
    member: () => (told.size === 0 ? {} : { moved: [...told.values()] }),
  };
}
