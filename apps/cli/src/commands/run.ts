import { availableParallelism } from 'node:os';

import { parseReference } from '@national-forge/manifest';
import type { Program, RunFault, Runner, RunWarning } from '@national-forge/runner';

import type { Arguments } from '../command.ts';
import { describeFault, exitOfFault } from '../programs/describe-fault.ts';
import { dependencyFetcher, fetchPrograms } from '../programs/fetch-programs.ts';
import { openFolderLoader } from '../programs/load-folder.ts';
import { openRunnerHere } from '../programs/open-runner.ts';
import type { LoadedProgram } from '../programs/program-source.ts';
import { readInput } from '../programs/read-input.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString, positional, texts, wants } from '../options.ts';
import { printable, printJson } from '../output.ts';
import { formatAddress, parseListenAddress } from '../service/listen-address.ts';
import { runLines } from '../service/lines.ts';
import { serve } from '../service/serve.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** A folder is named as a path: a name without a dot or slash before it is that of an algorithm. */
const isFolder = (target: string): boolean => /^(?:\.{1,2}(?:[/\\]|$)|[/\\~]|[A-Za-z]:[/\\])/.test(target);

async function load(args: Arguments, io: Io): Promise<LoadedProgram> {
  const target = positional(args, 0);
  const folders = openFolderLoader(io, { folders: texts(args, 'with'), fetch: dependencyFetcher(args, io) });
  try {
    if (isFolder(target)) return await folders.load(target);
    if (texts(args, 'with').length > 0) throw new UsageError('run.withRelease');
    const { name, selector = 'latest' } = parseReference(target);
    const loaded = (await fetchPrograms({ args, io }, { [name]: selector })).get(name);
    if (loaded === undefined) throw new TypeError('what was fetched has the name it was fetched by');
    return loaded;
  } finally {
    await folders.close();
  }
}

type Mode =
  | { readonly kind: 'once'; readonly input: string }
  | { readonly kind: 'lines'; readonly input: string }
  | { readonly kind: 'serve'; readonly address: ReturnType<typeof parseListenAddress> };

function modeOf(args: Arguments): Mode {
  const input = optionalString(args, 'input');
  const address = optionalString(args, 'serve');
  if (address !== undefined) {
    if (input !== undefined || wants(args, 'lines')) throw new UsageError('run.serveAlone');
    return { kind: 'serve', address: parseListenAddress(address) };
  }
  if (wants(args, 'lines')) return { kind: 'lines', input: input ?? '-' };
  if (input === undefined) throw new UsageError('run.needsInput', {}, { hint: 'run.needsInputHint' });
  return { kind: 'once', input };
}

function tellWarnings(io: Io, warnings: readonly RunWarning[]): void {
  for (const { pointer } of warnings) io.err(`${printable(text(io.locale, 'run.dropped', { pointer }))}\n`);
}

function tellFault(io: Io, fault: RunFault): ExitCode {
  const exit = exitOfFault(fault);
  const { code, pointer, program } = fault;
  const message = describeFault(fault, io.json ? 'en' : io.locale);
  if (io.json) printJson(io, { error: { code, exit, message, pointer, program } });
  else io.err(`${text(io.locale, 'error.label')}: ${printable(message)}\n`);
  return exit;
}

interface Job {
  readonly loaded: LoadedProgram;
  readonly program: Program;
  readonly runner: Runner;
}

async function runOnce(io: Io, { loaded, program, runner }: Job, given: string): Promise<ExitCode> {
  const outcome = await runner.run(program, await readInput(io, given));
  if (!outcome.ok) return tellFault(io, outcome);
  const { output, warnings } = outcome;
  const { name, version } = loaded;
  if (io.json) printJson(io, { name, version, output, warnings });
  else {
    tellWarnings(io, warnings);
    printJson(io, output);
  }
  return EXIT.ok;
}

async function runService(io: Io, job: Job, address: ReturnType<typeof parseListenAddress>): Promise<ExitCode> {
  const release = `${job.loaded.name}@${job.loaded.version}`;
  await serve(io, {
    ...job,
    address,
    onListening: (listening) => {
      const url = formatAddress(listening);
      // On stdout for the program that started this one, and chose port 0.
      io.out(io.json ? `${JSON.stringify({ url, release })}\n` : `${url}\n`);
      io.err(`${text(io.locale, 'serve.listening', { url, release })}\n`);
    },
  });
  io.err(`${text(io.locale, 'serve.stopped')}\n`);
  return EXIT.ok;
}

/** Runs an algorithm on one input, on each line of many, or as a service for programs of this computer. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const mode = modeOf(args);
  const loaded = await load(args, io);
  const { name, version, program } = loaded;
  if (program === undefined)
    throw new UsageError('run.nothing', { release: `${name}@${version}` }, { exit: EXIT.failure });
  const workers = mode.kind === 'once' ? 1 : availableParallelism();
  const runner = await openRunnerHere(args, io, workers);
  const job = { loaded, program, runner };
  try {
    switch (mode.kind) {
      case 'once':
        return await runOnce(io, job, mode.input);
      case 'lines':
        return await runLines(io, { program, runner, input: mode.input });
      case 'serve':
        return await runService(io, job, mode.address);
    }
  } finally {
    await runner.close();
  }
}
