import type { CheckWorker } from '@national-forge/admission';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { texts } from '../options.ts';
import { dependencyFetcher } from './fetch-programs.ts';
import { openRunnerHere } from './open-runner.ts';
import { openProgramLoader } from './program-loader.ts';
import type { ProgramSource } from './program-source.ts';
import { openReplayer, type Replayer } from './replayer.ts';
import { chooseSibling, folderReader } from './sibling-folders.ts';

/**
 * Opens what runs versions on vectors: a folder with the dependencies that `--with` names, and all else with the published
 * ones.
 * @param worker checks the folders of `--with`
 */
export function openReplayerHere(args: Arguments, io: Io, worker: CheckWorker): Replayer {
  const choose = chooseSibling(texts(args, 'with'), folderReader(io, worker));
  const loader = openProgramLoader<ProgramSource>({ choose, fetch: dependencyFetcher(args, io) });
  return openReplayer(loader, () => openRunnerHere(args, io));
}
