import { resolve } from 'node:path';

import { catchUpFolder } from '../wiring/maintain-log.ts';
import { printLine, tellLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { dataFolder } from './with-registry.ts';

/** Is what `log catch-up` takes. */
export interface CatchUpOptions extends DataOptions {
  readonly from: string;
}

/** Brings the log to where another copy of it stands, and turns writes on; servers may run meanwhile. */
export async function run(options: CatchUpOptions, io: Io): Promise<number> {
  const report = await catchUpFolder({
    dataDir: dataFolder(options, io),
    clock: io.clock,
    from: placeOf(options.from, io),
    progress: (step) => tellLine(io, `${step} …`),
  });
  if (options.json) {
    printLine(io, JSON.stringify({ ok: true, ...report }));
    return 0;
  }
  const { origin, from, to, details, archives, writes } = report;
  printLine(
    io,
    `${origin}: ${to - from} leaves, ${details} details and ${archives} archives fetched; the log has ${to} leaves`,
  );
  if (writes === 'on') printLine(io, 'Writes are on.');
  else printLine(io, 'Writes stay off: the private key of the log (log.key) is not in the data folder. Put it there.');
  return 0;
}

/** Reads where another copy is: an address stays as it is, a folder is taken from where the command runs. */
export const placeOf = (place: string, { cwd }: Pick<Io, 'cwd'>): string =>
  /^https?:\/\//i.test(place) ? place : resolve(cwd, place);
