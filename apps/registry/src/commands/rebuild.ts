import { parseVerifierKey, TransparencyError } from '@national-forge/transparency';

import type { RebuildReport } from '../usecases/maintenance/rebuild.ts';
import type { CopyReport } from '../usecases/maintenance/log/rebuild-from.ts';
import { rebuildFolderFrom } from '../wiring/maintain-log.ts';
import { rebuildFolder } from '../wiring/maintenance.ts';
import { CommandError, printLine, tellLine, type DataOptions } from './command.ts';
import { DAMAGED } from './data-command.ts';
import type { Io } from './io.ts';
import { placeOf } from './log-catch-up.ts';
import { damageLine } from './verify.ts';
import { dataFolder } from './with-registry.ts';

/** Is what `rebuild` takes. */
export interface RebuildOptions extends DataOptions {
  readonly from?: string;
  readonly key?: string;
}

/**
 * Makes everything that follows from the log again, while no server runs; takes over what stands in no log, and says so. With
 * `--from` an empty folder becomes a data folder, made of another copy of the log.
 */
export async function run(options: RebuildOptions, io: Io): Promise<number> {
  const { from, key } = options;
  if (from === undefined && key !== undefined) throw new CommandError('--key goes with --from.', 2);
  if (key !== undefined) assertKey(key);
  const progress = (step: string): void => tellLine(io, `${step} …`);
  const place = { dataDir: dataFolder(options, io), clock: io.clock };
  const report =
    from === undefined
      ? await rebuildFolder(place, progress)
      : await rebuildFolderFrom({ ...place, from: placeOf(from, io), key, progress });
  if (options.json) printLine(io, JSON.stringify(report));
  else for (const line of [...linesOf(report), ...(isCopy(report) ? copyLines(report) : [])]) printLine(io, line);
  return report.ok ? 0 : DAMAGED;
}

/** A key that cannot be read has signed nothing: that is a slip of the pen, not another log. */
function assertKey(key: string): void {
  try {
    parseVerifierKey(key);
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    throw new CommandError(
      `--key: "${key}" is no verifier key. It looks like NAME+8 hexadecimal digits+base64; the start of the server and GET /api/v1 tell it.`,
      2,
      error,
    );
  }
}

const isCopy = (report: RebuildReport): report is CopyReport => 'key' in report;

const copyLines = ({ origin, key }: CopyReport): readonly string[] => [
  `The log is ${origin}, signed by ${key}: compare this key with the one you know.`,
  'There are no tokens, and writes are off: put log.key into the folder and run "nforge-registry log catch-up".',
];

/** Writes a report for people. */
function linesOf({ made, untouched, differences, damages, unnamed }: RebuildReport): readonly string[] {
  const { leaves = 0, checkpoints = 0, algorithms = 0, documents = 0 } = made;
  const more = unnamed > 0 ? [`… and ${unnamed} more`] : [];
  return [
    ...differences.map((one) => `made again: ${damageLine(one)}`),
    ...more,
    ...damages.map(damageLine),
    ...untouched.map(
      ({ table, rows, holds, inBackups }) =>
        `untouched: ${table}: ${rows} rows (${holds}); ${inBackups ? 'only backups hold them' : 'no backup holds them'}`,
    ),
    `rebuilt from ${leaves} leaves and ${checkpoints} checkpoints: ${algorithms} algorithms, ${documents} documents`,
  ];
}
