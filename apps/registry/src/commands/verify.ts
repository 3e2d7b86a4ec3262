import type { Damage } from '../ports.ts';
import type { VerifyReport } from '../usecases/maintenance/verify-data.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import { DAMAGED, runDataCommand, type DataCommandInput } from './data-command.ts';
import type { Io } from './io.ts';

const help = `
Usage: nforge-registry verify [--data DIR] [--json]

Proves that what is stored is what the log says, also while servers run: every leaf, hash of the tree, checkpoint, detail
and signature is checked, then everything that follows from the log is made again in a temporary database and compared
row by row and document by document, and every blob is hashed. Tables that stand in no log are named and left out.
Exit code 8 when something is damaged; places are named, of each kind the first 100, and all are counted. What is no
damage and should be known, such as a missing log.key, is said too.

  --data DIR   the data folder (default: NFORGE_DATA, else ./data)
  --json       print {"ok", "checked": {thing: number}, "damages": [{"kind", "place", "detail"}], "unnamed",
               "found": {kind: number}, "notes": [text], "unchecked": [{"table", "holds"}]}
  --help       show this text

Example: nforge-registry verify --data /var/lib/nforge
`;

/** Runs `nforge-registry verify`. */
export function run(args: readonly string[], io: Io): Promise<number> {
  return runDataCommand({ help, positionals: [], act }, args, io);
}

async function act({ dataDir, io }: DataCommandInput) {
  const report = await verifyFolder({ dataDir, clock: io.clock }, (stage) => io.stderr(`checking ${stage} …\n`));
  const tables = report.unchecked.map(({ table }) => table).join(', ');
  io.stderr(`not checked, because it stands in no log: ${tables}\n`);
  for (const note of report.notes) io.stderr(`note: ${note}\n`);
  return { json: report, lines: linesOf(report), exit: report.ok ? 0 : DAMAGED };
}

function linesOf({ ok, checked, damages, unnamed, found }: VerifyReport): readonly string[] {
  const { leaves, checkpoints, algorithms, documents, blobs } = checked;
  const looked = `${algorithms} algorithms, ${documents} documents, ${blobs} blobs`;
  const log = `log: ${leaves} leaves, ${checkpoints} checkpoints`;
  const counts = Object.entries(found).map(([kind, count]) => `${kind} ${count}`);
  const more = unnamed > 0 ? [`… and ${unnamed} more places; in all: ${counts.join(', ')}`] : [];
  const last = ok ? `ok: ${looked}` : `damaged: ${damages.length + unnamed} places (${looked})`;
  return [...damages.map(damageLine), ...more, log, last];
}

/** Writes one damaged place as a line. */
export const damageLine = ({ kind, place, detail }: Damage): string => `${kind}: ${place}: ${detail}`;
