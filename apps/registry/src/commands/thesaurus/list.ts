import { printLine, type DataOptions } from '../command.ts';
import type { Io } from '../io.ts';
import { withRegistry } from '../with-registry.ts';

/** Lists the thesauri: id, licence, concepts, labels by language, day of the import, title, source. */
export async function run(options: DataOptions, io: Io): Promise<number> {
  const thesauri = await withRegistry(options, io, ({ deps }) => deps.thesauri.list());
  if (options.json) printLine(io, JSON.stringify({ thesauri }));
  for (const { id, licence, concepts, labels, importedAt, title, source } of options.json ? [] : thesauri) {
    const counts = Object.entries(labels).map(([language, count]) => `${language}=${count}`);
    const day = importedAt.toISOString().slice(0, 10);
    printLine(io, [id, licence, concepts, counts.join(' '), day, title, source].join('\t'));
  }
  return 0;
}
