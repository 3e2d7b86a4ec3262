import type { Damage } from '../ports.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import { DAMAGED, runDataCommand, type DataCommandInput } from './data-command.ts';
import type { Io } from './io.ts';

const help = `
Usage: nforge-registry verify [--data DIR] [--json]

Checks a data folder, also while servers run on it: the database file, the rows against each other, every stored
document against a new rendering from rows, the search index, and every blob against its digest.
Exit code 8 when something is damaged; each place is named.

  --data DIR   the data folder (default: NFORGE_DATA, else ./data)
  --json       print {"ok", "checked": {part: number}, "damages": [{"kind", "place", "detail"}]}
  --help       show this text

Example: nforge-registry verify --data /var/lib/nforge
`;

/** Runs `nforge-registry verify`. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runDataCommand({ help, positionals: [], act }, args, io);
}

async function act({ dataDir, io }: DataCommandInput) {
  const report = await verifyFolder({ dataDir, clock: io.clock }, (stage) => io.stderr(`checking ${stage} …\n`));
  const { tables, documents, blobs } = report.checked;
  const looked = `${tables} algorithms, ${documents} documents, ${blobs} blobs`;
  const last = report.ok ? `ok: ${looked}` : `damaged: ${report.damages.length} places (${looked})`;
  return { json: report, lines: [...report.damages.map(damageLine), last], exit: report.ok ? 0 : DAMAGED };
}

/** Writes one damaged place as a line. */
export const damageLine = ({ kind, place, detail }: Damage): string => `${kind}: ${place}: ${detail}`;
