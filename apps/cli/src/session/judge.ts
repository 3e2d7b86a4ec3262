import { openCheckWorker } from '@national-forge/admission';
import { foldersJudge, type Client, type FolderJudgement, type JudgeFolders } from '@national-forge/client';

import { reasonLine } from '../bump/reason-words.ts';
import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import { judgeReplay } from '../programs/judge-replay.ts';
import { openReplayer, type NotRun } from '../programs/replayer.ts';
import { text } from '../texts/texts.ts';
import { versionsReader } from './versions.ts';

/** Says for what a judge is opened. */
export interface Judging {
  readonly client: Client;
  /** Why what is undecided is waived, where it is. */
  readonly waive: string | undefined;
}

/** Runs something with a judge of version numbers, as far as this computer can judge; says before anything is signed what is waived. */
export async function withJudge<T>(io: Io, judging: Judging, use: (judge: JudgeFolders) => Promise<T>): Promise<T> {
  const { client, waive } = judging;
  const { versionsOf, remember } = versionsReader(io, client);
  const worker = openCheckWorker();
  const replayer = openReplayer({ client, versionsOf, signal: io.signal });
  const notRun = new Set<NotRun>();
  const judge = foldersJudge({
    worker,
    versionsOf,
    replayOf: (sourceOf) => judgeReplay(replayer, notRun, sourceOf),
  });
  try {
    return await use(async (releases) => {
      const judgements = await judge(releases);
      await remember();
      if (!io.json) tell(io, judgements, { notRun, waive });
      return judgements;
    });
  } finally {
    await replayer.close();
    await worker.close();
  }
}

function tell(
  io: Io,
  judgements: readonly FolderJudgement[],
  { notRun, waive }: { readonly notRun: ReadonlySet<NotRun>; readonly waive: string | undefined },
): void {
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
