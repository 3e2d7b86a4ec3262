import { writeFile } from 'node:fs/promises';

import { isAlgorithmName, isVersion, parseReference } from '@national-forge/manifest';
import type { Runner } from '@national-forge/runner';

import type { Arguments } from '../command.ts';
import { dependencyFetcher, fetchPrograms } from '../programs/fetch-programs.ts';
import { openFolderLoader, type FolderLoader } from '../programs/load-folder.ts';
import { openRunnerHere } from '../programs/open-runner.ts';
import type { LoadedProgram } from '../programs/program-source.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, optionalString, texts } from '../options.ts';
import { printJson } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { formatJunit } from '../vectors/junit.ts';
import { isUnable, type VectorResult } from '../vectors/result.ts';
import { tellResult } from '../vectors/tell-result.ts';

interface Bench {
  readonly args: Arguments;
  readonly io: Io;
  readonly folders: FolderLoader;
  readonly runner: Runner;
}

/** A version is named with an @, as no folder that this command is meant for. */
async function load({ args, io, folders }: Bench, target: string): Promise<LoadedProgram> {
  if (!target.includes('@')) return folders.load(target).catch((error: unknown) => notFolder(target, error));
  const { name, selector = '' } = parseReference(target);
  if (!isVersion(selector)) throw new UsageError('usage.needsVersion', { value: target });
  const loaded = (await fetchPrograms({ args, io }, { [name]: selector })).get(name);
  if (loaded === undefined) throw new TypeError('what was fetched has the name it was fetched by');
  return loaded;
}

/** Who writes a name means what is published: that has many versions. */
function notFolder(target: string, error: unknown): never {
  const isMissing = error instanceof Error && (error as { code?: string }).code === 'folder-missing';
  if (!isMissing || !isAlgorithmName(target)) throw error;
  throw new UsageError('test.notFolder', { target }, { exit: EXIT.notFound, hint: 'test.notFolderHint', cause: error });
}

async function testOne(bench: Bench, target: string): Promise<VectorResult> {
  const { name, version, program, vectors } = await load(bench, target);
  const start = performance.now();
  const report = program && (await bench.runner.replay(program, vectors));
  const milliseconds = performance.now() - start;
  return { target, name, version, vectors: vectors.map((vector) => vector.name), report, milliseconds };
}

function toDocument(result: VectorResult): object {
  const { target, name, version, report } = result;
  const { total = 0, failed = [], runner = null } = report ?? {};
  return { target, name, version, ok: failed.length === 0, total, failed, runner };
}

function exitOf(results: readonly VectorResult[]): ExitCode {
  const failing = results.filter(({ report }) => (report?.failed.length ?? 0) > 0);
  if (failing.length === 0) return EXIT.ok;
  return failing.every(isUnable) ? EXIT.failure : EXIT.refused;
}

/**
 * Runs all vectors of folders or published versions, each twice, and tells those that fail; exit 5 when one does, 1 when an
 * algorithm cannot be run on this computer.
 */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const targets = args.positionals.length === 0 ? ['.'] : args.positionals;
  const folders = openFolderLoader(io, { folders: texts(args, 'with'), fetch: dependencyFetcher(args, io) });
  const runner = await openRunnerHere(args, io);
  try {
    const results: VectorResult[] = [];
    for (const target of targets) {
      io.signal.throwIfAborted();
      const result = await testOne({ args, io, folders, runner }, target);
      results.push(result);
      if (!io.json) tellResult(io, result);
    }
    const junit = optionalString(args, 'junit');
    if (junit !== undefined) await writeFile(folderPath(io, junit), formatJunit(results, io.now()));
    const exit = exitOf(results);
    if (io.json) printJson(io, { ok: exit === EXIT.ok, targets: results.map(toDocument) });
    return exit;
  } finally {
    await folders.close();
    await runner.close();
  }
}
