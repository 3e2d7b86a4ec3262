import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ClientError, install, LOCK_FILE, PROJECT_FILE, type Requirements } from '@national-forge/client';
import { isRange } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type Io } from '../io.ts';
import { dateOption, wants } from '../options.ts';
import { withProject } from '../session/session.ts';
import { tellStatus } from '../session/tell-install.ts';
import { codeOf } from '../system-code.ts';
import { UsageError } from '../usage-error.ts';
import type { ProgramMeans } from './program-loader.ts';
import type { LoadedProgram, ProgramSource } from './program-source.ts';
import { openModules } from './read-modules.ts';
import { runDate } from './run-date.ts';

/** Says for whom programs are fetched. */
export interface Fetching {
  readonly args: Arguments;
  readonly io: Io;
  /** The date for which rules are wanted; that of `--at` goes before it. */
  readonly at?: string | undefined;
}

/** Makes what brings the dependencies of a source: for the date that it is run for, the same ones once. */
export function dependencyFetcher(args: Arguments, io: Io): ProgramMeans<ProgramSource>['fetch'] {
  const fetched = new Map<string, Promise<ReadonlyMap<string, LoadedProgram>>>();
  return (requirements, { manifest }) => {
    const at = runDate(manifest, io.now());
    const key = JSON.stringify([at, Object.entries(requirements).sort()]);
    const fetching = fetched.get(key) ?? fetchPrograms({ args, io, at }, requirements);
    fetched.set(key, fetching);
    return fetching;
  };
}

/**
 * Brings algorithms here and proves them as an installation does, in a project of their own that is gone afterwards; what was
 * fetched stays in the cache. With `--offline` the lock file of the working folder says which versions, and the cache has them.
 *
 * @returns what was asked for, by the names asked for
 * @throws ClientError as `install`; UsageError when nothing here says what to take
 */
export async function fetchPrograms(
  { args, io, at }: Fetching,
  requirements: Requirements,
): Promise<ReadonlyMap<string, LoadedProgram>> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-run-'));
  const offline = wants(args, 'offline');
  try {
    if (offline) await takeLock(io, folder);
    else await writeFile(join(folder, PROJECT_FILE), JSON.stringify({ requirements }));
    const result = await withProject(args, io, async (options, moved) => {
      const installed = await install({ ...options, at: options.at ?? at, folder, locked: offline });
      for (const one of installed.moved) moved.tell(one);
      return installed;
    });
    tellStatus(io, args, result);
    const modules = await openModules(folder);
    const loaded = new Map<string, LoadedProgram>();
    for (const [name, range] of Object.entries(requirements)) {
      const program = await modules.load(name, offline && isRange(range) ? range : undefined);
      if (program === undefined) throw unknownHere(name, range, dateOption(args) ?? at);
      loaded.set(name, program);
    }
    return loaded;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unknownHere = (name: string, range: string, at = ''): ClientError =>
  new ClientError('no-version', { params: { name, range, at } });

async function takeLock(io: Io, folder: string): Promise<void> {
  try {
    for (const file of [PROJECT_FILE, LOCK_FILE]) await copyFile(join(io.cwd, file), join(folder, file));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new UsageError(
      'run.offline',
      { folder: io.cwd },
      { exit: EXIT.notFound, hint: 'run.offlineHint', cause: error },
    );
  }
}
