import { printLine, tellLine, type DataOptions } from '../command.ts';
import { localeOf } from '../describe-failure.ts';
import type { Io } from '../io.ts';
import { withRegistry } from '../with-registry.ts';
import { inWords } from './in-words.ts';
import { fill, textsIn } from './texts.ts';

/** Removes a thesaurus with all its concepts. */
export async function run(options: DataOptions & { readonly id: string }, io: Io): Promise<number> {
  const { id } = options;
  await inWords(io, () => withRegistry(options, io, ({ deps }) => deps.thesauri.remove(id)));
  const locale = localeOf(io.env);
  if (options.json) printLine(io, JSON.stringify({ removed: id }));
  else tellLine(io, fill(textsIn(locale).removed, { id }, locale));
  return 0;
}
