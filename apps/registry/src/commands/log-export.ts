import { resolve } from 'node:path';

import { exportFolder } from '../wiring/maintain-log.ts';
import { printLine, tellLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { dataFolder } from './with-registry.ts';

/** Is what `log export` takes. */
export interface ExportOptions extends DataOptions {
  readonly out: string;
  readonly withBlobs?: boolean;
}

/** Takes the log out into a folder, while servers run. */
export async function run(options: ExportOptions, io: Io): Promise<number> {
  const report = await exportFolder({
    from: dataFolder(options, io),
    out: resolve(io.cwd, options.out),
    withBlobs: options.withBlobs ?? false,
    clock: io.clock,
    progress: (step) => tellLine(io, `${step} …`),
  });
  if (options.json) {
    printLine(io, JSON.stringify({ ok: true, ...report }));
    return 0;
  }
  const { origin, leaves, tiles, details, archives, removed } = report;
  const blobs = archives === null ? 'archives left out (--with-blobs)' : `${archives} archives`;
  printLine(io, `${origin}: ${leaves} leaves in ${tiles} tiles, ${details} details, ${blobs}`);
  if (removed > 0) printLine(io, `${removed} files of an earlier export removed: the law erased what they held`);
  return 0;
}
