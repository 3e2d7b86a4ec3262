import {
  contentOf,
  folderRelease,
  openCheckWorker,
  programOf,
  type CheckWorker,
  type FindingCode,
} from '@national-forge/admission';
import { checkFolder, ClientError, type CheckedFolder, type Requirements } from '@national-forge/client';
import type { Manifest } from '@national-forge/manifest';
import type { Program } from '@national-forge/runner';
import { satisfies } from '@national-forge/versioning';

import type { Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import type { LoadedProgram } from './loaded-program.ts';

/** Says where the dependencies of a folder come from. */
export interface FolderSources {
  /** Folders of dependencies, as a person named them: taken before anything of the registry. */
  readonly folders: readonly string[];
  /** Brings what no folder gives. */
  readonly fetch: (requirements: Requirements) => Promise<ReadonlyMap<string, LoadedProgram>>;
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

interface Read {
  readonly named: string;
  readonly checked: CheckedFolder;
  readonly manifest: Manifest;
}

/** Opens a loader; folders are read once, however many algorithms call them. */
export function openFolderLoader(io: Io, sources: FolderSources): FolderLoader {
  const worker = openCheckWorker();
  const reads = new Map<string, Promise<Read>>();
  const programs = new Map<string, Program | undefined>();
  const read = (named: string): Promise<Read> => {
    const reading = reads.get(named) ?? readFolder(io, named, worker);
    reads.set(named, reading);
    return reading;
  };
  const programFor = async (named: string, callers: readonly string[]): Promise<Program | undefined> => {
    if (callers.includes(named)) throw new UsageError('run.circle', { folders: [...callers, named].join(' → ') });
    if (programs.has(named)) return programs.get(named);
    const { checked, manifest } = await read(named);
    const dependencies: Record<string, Program> = {};
    const missing: Record<string, string> = {};
    for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
      const found = findSibling(await Promise.all(sources.folders.map(read)), { name, range });
      const program = found && (await programFor(found.named, [...callers, named]));
      if (program !== undefined) dependencies[name] = program;
      else if (found === undefined) missing[name] = range;
    }
    for (const [name, { program }] of await sources.fetch(missing)) if (program) dependencies[name] = program;
    const release = folderRelease(checked.folder, checked.packed.files);
    const program = await programOf({ release, manifest, dependencies });
    programs.set(named, program && { ...program, isOwn: true });
    return programs.get(named);
  };
  return {
    load: async (named) => {
      const { checked, manifest } = await read(named);
      const { vectors } = await contentOf(folderRelease(checked.folder, checked.packed.files), manifest);
      return { name: manifest.name, version: manifest.version, program: await programFor(named, []), vectors };
    },
    close: () => worker.close(),
  };
}

function findSibling(siblings: readonly Read[], { name, range }: { name: string; range: string }): Read | undefined {
  const named = siblings.filter(({ manifest }) => manifest.name === name);
  const fitting = named.find(({ manifest }) => satisfies(manifest.version, range));
  const [other] = named;
  if (fitting !== undefined || other === undefined) return fitting;
  const { version } = other.manifest;
  throw new UsageError('run.withVersion', { folder: other.named, release: `${name}@${version}`, range });
}

/** What keeps a folder from being published, but not from being run. */
const HARMLESS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'readme-missing',
  'secret-found',
  'token-found',
  'access-unsupported',
  'risk-prohibited',
]);

async function readFolder(io: Io, named: string, worker: CheckWorker): Promise<Read> {
  const checked = await checkFolder(folderPath(io, named), { worker, signal: io.signal });
  const { manifest, findings } = checked.admission;
  const errors = findings.filter(({ severity, code }) => severity === 'error' && !HARMLESS.has(code));
  if (manifest !== undefined && errors.length === 0) return { named, checked, manifest };
  throw new ClientError('admission-failed', {
    params: { count: errors.length },
    findings: [{ folder: named, findings: errors }],
  });
}
