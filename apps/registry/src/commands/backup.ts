import { backUpFolder } from '../wiring/maintenance.ts';
import type { BackupReport } from '../usecases/maintenance/back-up.ts';
import { DAMAGED, runDataCommand, type DataCommandInput } from './data-command.ts';
import type { Io } from './io.ts';
import { damageLine } from './verify.ts';

const help = `
Usage: nforge-registry backup FOLDER [--with-log-key] [--data DIR] [--json]

Copies everything published, and the accounts, into FOLDER, also while servers run. A second backup into the same
folder copies only what is new, and takes out the archives that the law removed meanwhile. Tokens are in it as hashes;
the first token is left out, and so is the private key of the log (log.key): whoever has it can sign as this registry.
Keep a copy of it elsewhere, or say --with-log-key.
Exit code 8 when a blob of the data folder is damaged; the rest is copied.

  FOLDER       an empty folder, or one with an earlier backup of the same registry
  --with-log-key
               copy the private key of the log too, readable by its owner alone
  --data DIR   the data folder (default: NFORGE_DATA, else ./data)
  --json       print {"ok", "releases", "copied", "copiedBytes", "present", "damages", "removed"}
  --help       show this text

Example: nforge-registry backup /mnt/backup/nforge --data /var/lib/nforge
`;

const WITH_KEY = 'with-log-key';

/** Runs `nforge-registry backup`. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runDataCommand({ help, positionals: ['FOLDER'], flags: [WITH_KEY], act }, args, io);
}

async function act({ dataDir, positionals: [folder = ''], flags, io }: DataCommandInput) {
  return answer(await backUpFolder({ dataDir, folder, clock: io.clock, withLogKey: flags.has(WITH_KEY) }));
}

/** Makes the answer of a backup or a restore. */
export function answer(report: BackupReport) {
  const { releases, copied, copiedBytes, present, damages, ok, removed } = report;
  const last = `${releases} releases; blobs: ${copied} copied (${copiedBytes} bytes), ${present} already there`;
  const gone = removed > 0 ? [`${removed} blobs of an earlier backup removed: the law removed what they held`] : [];
  return { json: report, lines: [...damages.map(damageLine), ...gone, last], exit: ok ? 0 : DAMAGED };
}
