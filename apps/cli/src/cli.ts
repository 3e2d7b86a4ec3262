import type { CommandSpec } from './command.ts';
import { findCommand, secondWords, startOfName } from './find-command.ts';
import { commandHelp, overviewHelp } from './help.ts';
import { commandDocument, overviewDocument } from './help-document.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { parseArguments } from './parse-arguments.ts';
import { reportError } from './report.ts';
import { COMMANDS } from './table.ts';
import { UsageError } from './usage-error.ts';

const printDocument = (document: object, io: Io): void => io.out(`${JSON.stringify(document, null, 2)}\n`);

function printHelp(spec: CommandSpec | undefined, io: Io): void {
  if (io.json) printDocument(spec ? commandDocument(spec) : overviewDocument(COMMANDS), io);
  else io.out(spec ? commandHelp(spec, io) : overviewHelp(COMMANDS, io));
}

/** Deals with words that name no command: a wish for help, half a name, a slip of the finger. */
function withoutCommand(words: readonly string[], io: Io): ExitCode {
  const named = words.slice(Math.max(startOfName(words), 0)).filter((word) => !word.startsWith('-'));
  const [asked] = startOfName(words) === -1 ? [] : named[0] === 'help' ? named.slice(1) : named;
  const wantsHelp = words.includes('--help') || words.includes('-h') || named[0] === 'help';
  if (asked === undefined) {
    printHelp(undefined, io);
    return words.length === 0 ? EXIT.usage : EXIT.ok;
  }
  const second = secondWords(COMMANDS, asked);
  if (second.length > 0 && wantsHelp) {
    const family = COMMANDS.filter(({ name }) => name.startsWith(`${asked} `));
    if (io.json) printDocument(overviewDocument(family), io);
    else for (const spec of family) printHelp(spec, io);
    return EXIT.ok;
  }
  if (second.length > 0) throw new UsageError('usage.subcommand', { command: asked, choices: second.join(', ') });
  const among = [...new Set(COMMANDS.flatMap(({ name }) => [name, name.split(' ')[0] ?? name]))];
  throw new UsageError('usage.unknownCommand', { command: asked }, { near: { word: asked, among } });
}

async function dispatch(words: readonly string[], io: Io): Promise<ExitCode> {
  const wantsVersion = ['--version', '-V'].includes(words[0] ?? '');
  const found = findCommand(COMMANDS, wantsVersion ? ['version', ...words.slice(1)] : words);
  if (found === undefined) return withoutCommand(words, io);
  const args = parseArguments(found.spec, found.help ? [...found.rest, '--help'] : found.rest);
  if (args.options['help'] === true) {
    printHelp(found.spec, io);
    return EXIT.ok;
  }
  const command = await found.spec.load();
  return command.run(args, io).catch((error: unknown) => {
    throw error instanceof UsageError ? error.of(found.spec.name) : error;
  });
}

/**
 * Runs one call of `nforge`.
 *
 * @param words - the words after `nforge`
 * @returns the exit code; every error was reported, none is thrown
 */
export async function runCli(words: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(words, io);
  } catch (error) {
    return reportError(error, io, words);
  }
}
