import { resolve } from 'node:path';

import type { CatchUpReport } from '../usecases/maintenance/log/catch-up.ts';
import { catchUpFolder } from '../wiring/maintain-log.ts';
import { CommandError, printLine, tellLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { dataFolder } from './with-registry.ts';

/** Is what `log catch-up` takes. */
export interface CatchUpOptions extends DataOptions {
  readonly from: string;
  readonly nothingNewer?: boolean;
}

/** Brings the log to where another copy of it stands, and turns writes on; servers may run meanwhile. */
export async function run(options: CatchUpOptions, io: Io): Promise<number> {
  const report = await catchUpFolder({
    dataDir: dataFolder(options, io),
    clock: io.clock,
    from: placeOf(options.from, io),
    nothingNewer: options.nothingNewer,
    progress: (step) => tellLine(io, `${step} …`),
  });
  if (options.json) {
    printLine(io, JSON.stringify({ ok: true, ...report }));
    return 0;
  }
  const { origin, from, to, details, archives, writes, standing } = report;
  printLine(
    io,
    `${origin}: ${to - from} leaves, ${details} details and ${archives} archives fetched; the log has ${to} leaves`,
  );
  printLine(io, WRITES[writes]);
  if (writes === 'on' && standing === 'live') tellLine(io, ONE_WRITER);
  return 0;
}

const WRITES: Readonly<Record<CatchUpReport['writes'], string>> = {
  on: 'Writes are on.',
  'log-behind':
    'Writes stay off: the copy is behind itself and takes none. Catch up from one that holds more, or from the registry that takes writes.',
  'log-key-missing': 'Writes stay off: the private key of the log (log.key) is not in the data folder. Put it there.',
};

const ONE_WRITER =
  'The copy takes writes too: let only one of the two go on, for two that sign with one key are two logs.';

/**
 * Reads where another copy is: an address stays as it is, a folder is taken from where the command runs.
 * Throws `CommandError` for an address of another kind, which would pass for a folder.
 */
export function placeOf(place: string, { cwd }: Pick<Io, 'cwd'>): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(place)?.[1]?.toLowerCase();
  if (scheme === undefined) return resolve(cwd, place);
  if (scheme === 'http' || scheme === 'https') return place;
  throw new CommandError(`--from takes http:// and https:// addresses, and folders; not ${scheme}://.`, 2);
}
