import { folderRelease, type CheckWorker } from '@national-forge/admission';
import {
  foldersJudge,
  type CheckedFolder,
  type Client,
  type FolderJudgement,
  type JudgeFolders,
  type PublishedVersions,
  type RunnableVersion,
} from '@national-forge/client';

import { reasonLine } from '../bump/reason-words.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import { dependencyFetcher } from '../programs/fetch-programs.ts';
import { judgeReplay } from '../programs/judge-replay.ts';
import { openRunnerHere } from '../programs/open-runner.ts';
import { chooseTogether } from '../programs/own-folders.ts';
import { openProgramLoader } from '../programs/program-loader.ts';
import type { ProgramSource } from '../programs/program-source.ts';
import { openReplayer, type NotRun, type Replayer } from '../programs/replayer.ts';
import { text } from '../texts/texts.ts';
import { testOwn } from '../vectors/test-own.ts';
import { openWorkerHere } from './check-worker.ts';
import { versionsReader } from './versions.ts';

/** Says for what a judge is opened. */
export interface Judging {
  readonly args: Arguments;
  readonly io: Io;
  readonly client: Client;
  /** Why what is undecided is waived, where it is. */
  readonly waive: string | undefined;
  /** Gives a folder its name back, as the person wrote it. */
  readonly nameOf: (folder: string) => string;
}

type VersionsOf = (name: string) => Promise<PublishedVersions>;

/** Is what folders are judged with; both end with the call. */
export interface Judges {
  readonly judge: JudgeFolders;
  /** Checks the folders before, with what it has loaded for that. */
  readonly worker: CheckWorker;
}

/**
 * Runs something with a judge of what is to be published, as far as this computer can judge: it runs the folders' own vectors, as
 * `nforge test` does, then judges the numbers, and says before anything is signed what is waived.
 */
export async function withJudge<T>(judging: Judging, use: (judges: Judges) => Promise<T>): Promise<T> {
  const { io, client } = judging;
  const { versionsOf, remember } = versionsReader(io, client);
  const worker = openWorkerHere(io);
  const open: Replayer[] = [];
  const judge: JudgeFolders = async (releases) => {
    const own = releases.flatMap((release) => sourceOf(release, judging));
    const replayer = openFor(judging, own, versionsOf);
    open.push(replayer);
    await testOwn(await unpublished(own, versionsOf), { io, replayer });
    const notRun = new Set<NotRun>();
    const numbers = foldersJudge({
      worker,
      versionsOf,
      replayOf: (find) => judgeReplay(replayer, notRun, async (version) => runnable(await find(version), judging)),
    });
    const judgements = await numbers(releases);
    await remember();
    if (!io.json) tell(judgements, { ...judging, notRun });
    return judgements;
  };
  try {
    return await use({ judge, worker });
  } finally {
    for (const replayer of open) await replayer.close();
    await worker.close();
  }
}

function openFor({ args, io }: Judging, own: readonly ProgramSource[], versionsOf: VersionsOf): Replayer {
  const choose = chooseTogether({ own, versionsOf, now: io.now });
  const loader = openProgramLoader<ProgramSource>({ choose, fetch: dependencyFetcher(args, io) });
  return openReplayer(loader, () => openRunnerHere(args, io));
}

function sourceOf({ folder, packed, admission }: CheckedFolder, { nameOf }: Judging): readonly ProgramSource[] {
  const { manifest } = admission;
  const files = folderRelease(folder, packed.files);
  return manifest === undefined ? [] : [{ label: nameOf(folder), manifest, files, isOwn: true }];
}

function runnable(found: RunnableVersion | undefined, { nameOf }: Judging): ProgramSource | undefined {
  if (found === undefined) return undefined;
  const { manifest, files, folder } = found;
  if (folder !== undefined) return { label: nameOf(folder), manifest, files, isOwn: true };
  return { label: `${manifest.name}@${manifest.version}`, manifest, files };
}

/** What is published already is not tried again: its vectors are no question any more. */
async function unpublished(own: readonly ProgramSource[], versionsOf: VersionsOf): Promise<readonly ProgramSource[]> {
  const fresh: ProgramSource[] = [];
  for (const source of own) {
    const { name, version } = source.manifest;
    const { versions } = await versionsOf(name);
    if (!versions.some((one) => one.version === version)) fresh.push(source);
  }
  return fresh;
}

interface Telling extends Judging {
  readonly notRun: ReadonlySet<NotRun>;
}

function tell(judgements: readonly FolderJudgement[], { io, notRun, waive }: Telling): void {
  for (const reason of notRun) io.err(`${text(io.locale, `bump.notRun.${reason}`)}\n`);
  // What is published already is not judged again.
  if (waive === undefined || judgements.length === 0) return;
  const undecided = judgements.filter(({ waivable }) => waivable.length > 0);
  if (undecided.length === 0) io.err(`${text(io.locale, 'publish.nothingWaived')}\n`);
  for (const { name, version, waivable } of undecided) {
    io.err(`${printable(text(io.locale, 'publish.waives', { release: `${name}@${version}` }))}\n`);
    for (const reason of waivable) io.err(reasonLine(reason, version, io));
  }
}
