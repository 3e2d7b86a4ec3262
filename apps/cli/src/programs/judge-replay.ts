import type { JudgeRequest } from '@national-forge/admission';

import type { ProgramSource } from './program-source.ts';
import type { NotRun, Replayer } from './replayer.ts';

/** Finds what a version is run from: the candidate itself, or a published one. */
export type SourceOf = (version: string) => Promise<ProgramSource | undefined>;

/**
 * Makes the replay of a judgement. A version that cannot be run here fails no vector: the registry may run it.
 * @param notRun keeps why one was not run
 */
export function judgeReplay(replayer: Replayer, notRun: Set<NotRun>, sourceOf: SourceOf): JudgeRequest['replay'] {
  return async (version, vectors) => {
    const source = await sourceOf(version);
    if (source === undefined) return [];
    const replayed = await replayer.replay(source, vectors);
    if (replayed.run) return replayed.failed;
    notRun.add(replayed.reason);
    return [];
  };
}
