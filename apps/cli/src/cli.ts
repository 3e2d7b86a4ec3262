import { commandHelp, overviewHelp } from './help.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { parseArguments, UsageError } from './parse-arguments.ts';
import { reportError } from './report.ts';
import { COMMANDS } from './table.ts';
import { findCommand } from './find-command.ts';

async function dispatch(words: readonly string[], io: Io): Promise<ExitCode> {
  const found = findCommand(COMMANDS, words);
  if (found === undefined) {
    const asked = words.find((word) => !word.startsWith('-'));
    const wantsHelp = asked === undefined || asked === 'help';
    if (!wantsHelp) throw new UsageError('usage.unknownCommand', { command: asked });
    io.out(overviewHelp(COMMANDS, io));
    return words.length === 0 ? EXIT.usage : EXIT.ok;
  }
  const args = parseArguments(found.spec, found.rest);
  if (args.options.help === true || found.help) {
    io.out(commandHelp(found.spec, io));
    return EXIT.ok;
  }
  return (await found.spec.load()).run(args, io);
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
    return reportError(error, io);
  }
}
