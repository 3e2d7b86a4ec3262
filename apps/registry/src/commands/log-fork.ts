import { forkLogOf } from '../wiring/maintain-log.ts';
import { CommandError, printLine, tellLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { chooseOrigin } from './origin.ts';
import { dataFolder } from './with-registry.ts';

/** Is what `log fork` takes. */
export interface ForkOptions extends DataOptions {
  readonly origin: string;
  readonly yes?: boolean;
}

const WARNING = [
  'A fork gives up what the log has signed and this registry no longer has, for ever:',
  '- every client that knows this registry refuses it (exit code 8), until a person accepts the new name and key;',
  '- receipts and proofs of leaves that are missing here are worth nothing any more;',
  '- the present key of the log is destroyed; nothing leads back.',
  'If any other copy has what is missing (a mirror, an export, an old data folder), use "log catch-up" instead;',
  'if you know that nothing was signed after the backup, "log catch-up --from BACKUP --nothing-newer" keeps name and key.',
];

const CANCELLED = 3;

/** Lets the log go on under a new name and key, after saying loudly what that means. */
export async function run(options: ForkOptions, io: Io): Promise<number> {
  const origin = chooseOrigin({ origin: options.origin }, io) ?? '';
  for (const line of WARNING) tellLine(io, line);
  if (options.yes !== true) throw new CommandError('nothing was done. Add --yes to fork the log.', CANCELLED);
  const report = await forkLogOf({ dataDir: dataFolder(options, io), clock: io.clock, origin });
  if (options.json) {
    printLine(io, JSON.stringify({ ok: true, ...report }));
    return 0;
  }
  printLine(io, `The log ${report.fromOrigin} goes on as ${report.origin}, from leaf ${report.fromSize} on.`);
  printLine(io, `New log key: ${report.key}`);
  printLine(io, 'Writes are on. Publish the new key where people will look for it.');
  return 0;
}
