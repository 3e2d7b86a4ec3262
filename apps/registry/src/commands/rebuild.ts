import type { RebuildReport } from '../usecases/maintenance/rebuild.ts';
import { rebuildFolder } from '../wiring/maintenance.ts';
import { printLine, tellLine, type DataOptions } from './command.ts';
import { DAMAGED } from './data-command.ts';
import type { Io } from './io.ts';
import { damageLine } from './verify.ts';
import { dataFolder } from './with-registry.ts';

/**
 * Makes everything that follows from the log again, while no server runs; takes over what stands in no log, and says so.
 */
export async function run(options: DataOptions, io: Io): Promise<number> {
  const tell = (step: string): void => tellLine(io, `${step} …`);
  const report = await rebuildFolder({ dataDir: dataFolder(options, io), clock: io.clock }, tell);
  if (options.json) printLine(io, JSON.stringify(report));
  else for (const line of linesOf(report)) printLine(io, line);
  return report.ok ? 0 : DAMAGED;
}

/** Writes a report for people. */
function linesOf({ made, untouched, differences, damages, unnamed }: RebuildReport): readonly string[] {
  const { leaves = 0, checkpoints = 0, algorithms = 0, documents = 0 } = made;
  const more = unnamed > 0 ? [`… and ${unnamed} more`] : [];
  return [
    ...differences.map((one) => `made again: ${damageLine(one)}`),
    ...more,
    ...damages.map(damageLine),
    ...untouched.map(
      ({ table, rows, holds }) => `untouched: ${table}: ${rows} rows (${holds}); only backups hold them`,
    ),
    `rebuilt from ${leaves} leaves and ${checkpoints} checkpoints: ${algorithms} algorithms, ${documents} documents`,
  ];
}
