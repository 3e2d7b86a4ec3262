import { setTimeout as sleep } from 'node:timers/promises';

import { openCopyTarget } from '../adapters/copy-target.ts';
import { assertOther, openLogSource } from '../adapters/data-source.ts';
import { openLogContinuation } from '../adapters/log-continuation.ts';
import { forkFolder } from '../adapters/log-fork.ts';
import { openExportTarget } from '../adapters/log-source/export-target.ts';
import { openStore } from '../adapters/open-store.ts';
import { pruneShards } from '../adapters/prune-shards.ts';
import { openStage } from '../adapters/sqlite/stage/open-stage.ts';
import type { ForkReport, LogSource } from '../ports.ts';
import { collectUnused } from '../usecases/collect-unused.ts';
import { catchUp, type CatchUpParts, type CatchUpReport } from '../usecases/maintenance/log/catch-up.ts';
import { exportLog, type ExportReport } from '../usecases/maintenance/log/export-log.ts';
import { rebuildFrom, type CopyReport } from '../usecases/maintenance/log/rebuild-from.ts';
import type { MaintenanceOptions } from './maintenance.ts';
import { VERSION } from './version.ts';

type Progress = (step: string) => void;

/** Names what a command on the log works with. */
export interface LogOptions extends MaintenanceOptions {
  /** Address, exported folder, data folder or backup that holds another copy of the log. */
  readonly from: string;
  readonly progress?: Progress;
}

const openSource = (place: string): LogSource => openLogSource(place, { fetch, sleep: (time) => sleep(time) });

const silent: Progress = () => undefined;

/** Brings the log of a data folder to where another copy of it stands, also while servers run. */
export async function catchUpFolder({
  from,
  nothingNewer,
  progress = silent,
  ...options
}: LogOptions & Pick<CatchUpParts, 'nothingNewer'>): Promise<CatchUpReport> {
  assertOther(options.dataDir, from);
  const own = openLogContinuation(options);
  try {
    const source = openSource(from);
    try {
      const report = await catchUp({ source, own, nothingNewer }, progress);
      if (report.to > report.from) await removeErased(options);
      return report;
    } finally {
      await source.close();
    }
  } finally {
    await own.close();
  }
}

/** What came may be decisions of the law: what they removed must not wait for the next server to go from the disk. */
async function removeErased({ dataDir, clock }: MaintenanceOptions): Promise<void> {
  const store = await openStore({ dataDir, clock, create: false, migrate: false });
  try {
    await collectUnused({ blobs: store.blobs, clock });
  } finally {
    await store.close();
  }
}

/** Lets the log of a data folder go on under a new name and key, also while servers run. */
export function forkLogOf(options: MaintenanceOptions & { readonly origin: string }): Promise<ForkReport> {
  return forkFolder(options);
}

/** Makes a data folder of another copy of a log. */
export async function rebuildFolderFrom({
  from,
  key,
  progress = silent,
  ...options
}: LogOptions & { readonly key?: string | undefined }): Promise<CopyReport> {
  const target = openCopyTarget({ ...options, createdBy: `nforge-registry ${VERSION}` });
  try {
    const source = openSource(from);
    try {
      return await rebuildFrom({ source, target, key }, progress);
    } finally {
      await source.close();
    }
  } finally {
    await target.close();
  }
}

/** Takes the log of a data folder, or of any other copy, out into a folder. */
export async function exportFolder({
  from,
  out,
  withBlobs,
  clock,
  progress = silent,
}: Omit<LogOptions, 'dataDir'> & {
  readonly out: string;
  readonly withBlobs: boolean;
}): Promise<ExportReport> {
  const source = openSource(from);
  const stage = openStage(clock.now());
  try {
    return await exportLog({ source, stage, target: openExportTarget(out, pruneShards), withBlobs }, progress);
  } finally {
    stage.close();
    await source.close();
  }
}
