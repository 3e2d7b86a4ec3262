import { restoreFolder, verifyFolder } from '../wiring/maintenance.ts';
import { answer } from './backup.ts';
import { DAMAGED, runDataCommand, type DataCommandInput } from './data-command.ts';
import type { Io } from './io.ts';
import { damageLine } from './verify.ts';

const help = `
Usage: nforge-registry restore FOLDER [--data DIR] [--json]

Fills an empty data folder from the backup in FOLDER, then checks it as "verify" does. Never overwrites: DIR must be
empty or missing. When it is interrupted, run it again; until it is done no server starts on DIR.
The log of a backup is behind the one that clients have seen, so writes stay off (503 log-behind) until
"nforge-registry log catch-up" has fetched what is missing, or "nforge-registry log fork" goes on without it.
Exit code 8 when something is damaged; the rest is restored.

  FOLDER       a folder written by "backup"
  --data DIR   the data folder (default: NFORGE_DATA, else ./data)
  --json       print {"ok", "releases", "copied", "copiedBytes", "present", "damages", "removed"}
  --help       show this text

Example: nforge-registry restore /mnt/backup/nforge --data /var/lib/nforge
`;

/** Runs `nforge-registry restore`. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runDataCommand({ help, positionals: ['FOLDER'], act }, args, io);
}

const NEXT = 'writes are off: run "nforge-registry log catch-up --from ADDRESS or FOLDER" next; see --help';

async function act({ dataDir, positionals: [folder = ''], io }: DataCommandInput) {
  const report = await restoreFolder({ folder, dataDir, createdBy: 'nforge-registry restore' });
  const { damages } = await verifyFolder({ dataDir, clock: io.clock }, (stage) => io.stderr(`checking ${stage} …\n`));
  const copied = answer(report);
  io.stderr(`${NEXT}\n`);
  if (damages.length === 0) return copied;
  // A blob that the backup lacks is found twice; the check names it with its file.
  return {
    json: { ...report, ok: false, damages },
    lines: [...damages.map(damageLine), copied.lines.at(-1) ?? ''],
    exit: DAMAGED,
  };
}
