import { join } from 'node:path';

import type { PublishedRelease } from '@national-forge/client';
import { MANIFEST_FILE } from '@national-forge/manifest';
import type { BumpLevel } from '@national-forge/versioning';

import { planBump, type BumpPlan } from '../bump/plan-bump.ts';
import { documentOf, tellPlan } from '../bump/tell-plan.ts';
import { writeVersion } from '../bump/write-version.ts';
import type { Arguments } from '../command.ts';
import { openFolder, sourceOfSide } from '../diff/side.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, optionalString, positional, wants } from '../options.ts';
import { printJson } from '../output.ts';
import { judgeReplay } from '../programs/judge-replay.ts';
import { openReplayerHere } from '../programs/open-replayer.ts';
import type { ProgramSource } from '../programs/program-source.ts';
import type { NotRun } from '../programs/replayer.ts';
import { openWorkerHere } from '../session/check-worker.ts';
import { withVersions } from '../session/versions.ts';

/**
 * Says the smallest honest version of a folder on stdout, why on stderr, and writes it into the manifest. With `--check` it writes
 * nothing, and exit 5 says that the number in the manifest will not do.
 */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const folder = positional(args, 0) || '.';
  const { plan, notRun } = await findPlan(folder, args, io);
  const isDue = plan.next !== plan.present;
  const isChecked = wants(args, 'check');
  if (isDue && !isChecked) await writeVersion(join(folderPath(io, folder), MANIFEST_FILE), plan.next);
  if (io.json) printJson(io, documentOf(plan, { notRun, written: isDue && !isChecked }));
  else tellPlan(io, plan, { notRun, written: isDue && !isChecked });
  return isDue && isChecked ? EXIT.refused : EXIT.ok;
}

interface Found {
  readonly plan: BumpPlan;
  readonly notRun: readonly NotRun[];
}

async function findPlan(folder: string, args: Arguments, io: Io): Promise<Found> {
  const worker = openWorkerHere(io);
  try {
    const side = await openFolder(folder, io, worker);
    return await withVersions(args, io, async ({ versionsOf }) => {
      const published = await versionsOf(side.content.manifest.name);
      const replayer = openReplayerHere(args, io, worker);
      const notRun = new Set<NotRun>();
      const replay = (candidate: string) =>
        judgeReplay(replayer, notRun, async (version) =>
          version === candidate ? sourceOfSide(side) : sourceOf(await published.open(version)),
        );
      try {
        const plan = await planBump(side, { published, worker, replay, atLeast: levelOf(args) });
        return { plan, notRun: [...notRun] };
      } finally {
        await replayer.close();
      }
    });
  } finally {
    await worker.close();
  }
}

const sourceOf = (release: PublishedRelease | undefined): ProgramSource | undefined =>
  release && { ...release, label: `${release.record.name}@${release.record.version}` };

const levelOf = (args: Arguments): BumpLevel | undefined => optionalString(args, 'level') as BumpLevel | undefined;
