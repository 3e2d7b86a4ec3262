import type { AuditCounts, BackupBlob, Damage, PrivateRows, RebuildTarget } from '../../ports.ts';

/** Tells what a rebuild made. */
export interface RebuildReport {
  /** Whether every archive that releases refer to is there and whole. */
  readonly ok: boolean;
  readonly made: AuditCounts;
  /** Tables that stand in no log, with the rows that were taken over as they were. */
  readonly untouched: readonly PrivateRows[];
  /** What was not as the log says, and is now. */
  readonly differences: readonly Damage[];
  /** Archives that are missing or damaged: no log can make them again. */
  readonly damages: readonly Damage[];
  /** How many more differences there are than are named. */
  readonly unnamed: number;
}

const NAMED = 10_000;
const PAGE = 500;

/** Makes all views again from the log, takes over what stands in no log, and puts the result in the place of the old. */
export async function rebuild(target: RebuildTarget, progress: (step: string) => void): Promise<RebuildReport> {
  const differences: Damage[] = [];
  let unnamed = 0;
  const found = (damage: Damage): void => {
    if (differences.length < NAMED) differences.push(damage);
    else unnamed += 1;
  };
  try {
    progress('projecting the log');
    const made = await target.project(found);
    progress('taking over private tables');
    const untouched = await target.copyPrivate();
    progress('hashing archives');
    const damages = await checkBlobs(target);
    progress('comparing with what was there');
    await target.compareOld(found);
    await target.finish();
    return { ok: damages.length === 0, made, untouched, differences, damages, unnamed };
  } finally {
    await target.close();
  }
}

async function checkBlobs(target: RebuildTarget): Promise<readonly Damage[]> {
  const damages: Damage[] = [];
  let page: readonly BackupBlob[] = await target.listBlobs('', PAGE);
  while (page.length > 0) {
    for (const blob of page) {
      const damage = await target.checkBlob(blob);
      if (damage !== undefined) damages.push(damage);
    }
    page = await target.listBlobs(page.at(-1)?.digest ?? '', PAGE);
  }
  return damages;
}
