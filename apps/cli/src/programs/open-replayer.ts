import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { dependencyFetcher } from './fetch-programs.ts';
import { openRunnerHere } from './open-runner.ts';
import { openProgramLoader } from './program-loader.ts';
import type { ProgramSource } from './program-source.ts';
import { openReplayer, type Replayer } from './replayer.ts';

/** Opens what runs versions on vectors, with the published dependencies. */
export function openReplayerHere(args: Arguments, io: Io): Replayer {
  const choose = () => Promise.resolve(undefined);
  const loader = openProgramLoader<ProgramSource>({ choose, fetch: dependencyFetcher(args, io) });
  return openReplayer(loader, () => openRunnerHere(args, io));
}
