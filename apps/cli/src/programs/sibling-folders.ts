import { folderRelease, type CheckWorker, type FindingCode } from '@national-forge/admission';
import { checkFolder, ClientError } from '@national-forge/client';
import { satisfies } from '@national-forge/versioning';

import type { Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import type { ProgramMeans, Wanted } from './program-loader.ts';
import type { ProgramSource } from './program-source.ts';

/**
 * Reads the algorithm of a folder, as a person named it.
 * @throws ClientError `manifest-missing`, `admission-failed` with what keeps it from being run; ArchiveError
 */
export type ReadFolder = (named: string) => Promise<ProgramSource>;

/** Makes what reads folders, each once, however many algorithms call it. */
export function folderReader(io: Io, worker: CheckWorker): ReadFolder {
  const reads = new Map<string, Promise<ProgramSource>>();
  return (named) => {
    const reading = reads.get(named) ?? readFolder(io, named, worker);
    reads.set(named, reading);
    return reading;
  };
}

/**
 * Chooses a dependency among the folders that `--with` names, before anything of the registry. What is published has its dependencies
 * with it: it is given none of them.
 *
 * Throws a UsageError `run.withVersion` where a folder holds another version than is asked for, and what reading it throws.
 */
export function chooseSibling(folders: readonly string[], read: ReadFolder): ProgramMeans<ProgramSource>['choose'] {
  return async (wanted, { root }) =>
    root.isOwn === true ? findSibling(await Promise.all(folders.map(read)), wanted) : undefined;
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
