import { join } from 'node:path';

import type { Manifest } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { askMissing } from '../init/ask-missing.ts';
import { completeDraft } from '../init/complete-draft.ts';
import { mergeDrafts, type Draft } from '../init/draft.ts';
import { assertValid, draftOfFlags, missingFlags } from '../init/flags.ts';
import type { Fate } from '../init/from/map-source.ts';
import { readSource } from '../init/read-source.ts';
import { scaffold, type ScaffoldFile } from '../init/scaffold.ts';
import { exists, writeFiles } from '../init/write-files.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, optionalString } from '../options.ts';
import { printable, printJson } from '../output.ts';
import { chooseRegistry } from '../session/session.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

function tellFates(io: Io, fates: readonly Fate[]): void {
  for (const { path, target, lost } of fates) {
    const words =
      lost === undefined
        ? text(io.locale, 'init.from.taken', { path, target: target ?? '' })
        : text(io.locale, 'init.from.lost', { path, reason: text(io.locale, `init.lost.${lost}`) });
    io.err(`${printable(words)}\n`);
  }
}

/** Chooses the file of the code; beside an existing project's index.js the code gets another name. */
async function chooseEntry(folder: string, draft: Draft, adopting: boolean): Promise<string> {
  if (draft.runtime?.engine === 'python') return 'algorithm.py:run';
  return adopting && (await exists(join(folder, 'index.js'))) ? 'algorithm.js' : 'index.js';
}

/** An existing project keeps what it has of these; everything else is never written over. */
const KEPT_WHEN_ADOPTING = ['README.md', '.forgeignore'];

async function divide(
  folder: string,
  files: readonly ScaffoldFile[],
  adopting: boolean,
): Promise<{ write: ScaffoldFile[]; kept: string[] }> {
  const kept: string[] = [];
  for (const { path } of files)
    if (adopting && KEPT_WHEN_ADOPTING.includes(path) && (await exists(join(folder, path)))) kept.push(path);
  return { write: files.filter(({ path }) => !kept.includes(path)), kept };
}

/** Writes the beginning of an algorithm: asks when a person is there, takes options when not, never overwrites. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const named = args.positionals[0] ?? '.';
  const folder = folderPath(io, named);
  const adopting = optionalString(args, 'from') !== undefined;
  const { draft: read, fates } = await readSource(args, io);
  if (!io.json) tellFates(io, fates);
  const known = mergeDrafts(draftOfFlags(args), read);
  const missing = missingFlags(known);
  if (missing.length > 0 && (!io.interactive || io.json))
    throw new UsageError('init.needs', { options: missing.join(', ') }, { command: 'init' });
  const draft = missing.length > 0 ? await askMissing(io, known) : known;
  const entry = await chooseEntry(folder, draft, adopting);
  const complete = completeDraft(draft, { locale: io.locale, now: io.now(), entry });
  assertValid(complete);
  const schema = `${await chooseRegistry(args, io)}/api/v1/schemas/algorithm-1.json`;
  const files = scaffold(complete as Manifest, { locale: io.locale, schema });
  const { write, kept } = await divide(folder, files, adopting);
  io.signal.throwIfAborted();
  await writeFiles(folder, write);
  const written = write.map(({ path }) => path);
  if (io.json) printJson(io, { folder, name: complete.name, written, kept, mapped: fates });
  else {
    for (const path of written) io.err(`${text(io.locale, 'init.written', { file: join(named, path) })}\n`);
    for (const path of kept) io.err(`${text(io.locale, 'init.kept', { file: join(named, path) })}\n`);
    const file = join(named, 'algorithm.yaml');
    io.err(`${text(io.locale, 'init.next', { file, folder: named })}\n`);
  }
  return EXIT.ok;
}
