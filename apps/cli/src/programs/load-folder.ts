import type { Io } from '../io.ts';
import { openWorkerHere } from '../session/check-worker.ts';
import { openProgramLoader, type ProgramMeans } from './program-loader.ts';
import type { LoadedProgram, ProgramSource } from './program-source.ts';
import { chooseSibling, folderReader } from './sibling-folders.ts';

/** Says where the dependencies of a folder come from. */
export interface FolderSources extends Pick<ProgramMeans<ProgramSource>, 'fetch'> {
  /** Folders of dependencies, as a person named them: taken before anything of the registry. */
  readonly folders: readonly string[];
}

/** Reads algorithms from folders. */
export interface FolderLoader {
  /**
   * Reads the algorithm of a folder and what it calls.
   *
   * @throws ClientError `admission-failed` with what keeps it from being run; UsageError when a named folder does not fit
   */
  load(named: string): Promise<LoadedProgram>;
  close(): Promise<void>;
}

/** Opens a loader; folders are read once, however many algorithms call them. */
export function openFolderLoader(io: Io, { folders, fetch }: FolderSources): FolderLoader {
  const worker = openWorkerHere(io);
  const read = folderReader(io, worker);
  const loader = openProgramLoader<ProgramSource>({ choose: chooseSibling(folders, read), fetch });
  return {
    load: async (named) => loader.load(await read(named)),
    close: () => worker.close(),
  };
}
