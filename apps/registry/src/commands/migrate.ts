import { migrateFolder } from '../wiring/maintenance.ts';
import { runDataCommand } from './data-command.ts';
import type { Io } from './io.ts';

const help = `
Usage: nforge-registry migrate [--data DIR] [--json]

Brings the tables of a data folder to the state this program needs. "serve" does the same when it starts; run this
first where several servers share a folder. All steps are made or none.

  --data DIR   the data folder (default: NFORGE_DATA, else ./data)
  --json       print {"ok", "applied": [names]}
  --help       show this text

Example: nforge-registry migrate --data /var/lib/nforge
`;

/** Runs `nforge-registry migrate`. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runDataCommand({ help, positionals: [], act }, args, io);
}

async function act({ dataDir, io }: { readonly dataDir: string; readonly io: Io }) {
  const applied = await migrateFolder({ dataDir, clock: io.clock });
  const lines = applied.length === 0 ? ['nothing to do'] : applied.map((name) => `applied ${name}`);
  return { json: { ok: true, applied }, lines, exit: 0 };
}
