import { folderRelease, openCheckWorker, type CheckWorker, type FindingCode } from '@national-forge/admission';
import { checkFolder, ClientError } from '@national-forge/client';
import { satisfies } from '@national-forge/versioning';

import type { Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { openProgramLoader, type ProgramMeans, type Wanted } from './program-loader.ts';
import type { LoadedProgram, ProgramSource } from './program-source.ts';

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
  const worker = openCheckWorker();
  const reads = new Map<string, Promise<ProgramSource>>();
  const read = (named: string): Promise<ProgramSource> => {
    const reading = reads.get(named) ?? readFolder(io, named, worker);
    reads.set(named, reading);
    return reading;
  };
  const loader = openProgramLoader<ProgramSource>({
    choose: async (wanted) => findSibling(await Promise.all(folders.map(read)), wanted),
    fetch,
  });
  return {
    load: async (named) => loader.load(await read(named)),
    close: () => worker.close(),
  };
}

function findSibling(siblings: readonly ProgramSource[], { name, range }: Wanted): ProgramSource | undefined {
  const named = siblings.filter(({ manifest }) => manifest.name === name);
  const fitting = named.find(({ manifest }) => satisfies(manifest.version, range));
  const [other] = named;
  if (fitting !== undefined || other === undefined) return fitting;
  const { version } = other.manifest;
  throw new UsageError('run.withVersion', { folder: other.label, release: `${name}@${version}`, range });
}

/** What keeps a folder from being published, but not from being run. */
const HARMLESS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'readme-missing',
  'secret-found',
  'token-found',
  'access-unsupported',
  'risk-prohibited',
]);

async function readFolder(io: Io, named: string, worker: CheckWorker): Promise<ProgramSource> {
  const { folder, packed, admission } = await checkFolder(folderPath(io, named), { worker, signal: io.signal });
  const { manifest, findings } = admission;
  const errors = findings.filter(({ severity, code }) => severity === 'error' && !HARMLESS.has(code));
  if (manifest !== undefined && errors.length === 0)
    return { label: named, manifest, files: folderRelease(folder, packed.files), isOwn: true };
  throw new ClientError('admission-failed', {
    params: { count: errors.length, what: 'run' },
    findings: [{ folder: named, findings: errors }],
  });
}
