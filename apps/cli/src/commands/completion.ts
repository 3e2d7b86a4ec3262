import type { Arguments } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { vocabularyOf } from '../completion/vocabulary.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional } from '../options.ts';
import { printJson } from '../output.ts';
import { COMMANDS } from '../table.ts';
import { text, type TextKey } from '../texts/texts.ts';

/** Prints the completion script of a shell; descriptions are in the language of the call. */
export function run(args: Arguments, io: Io): Promise<ExitCode> {
  const shell = positional(args, 0);
  const commands = vocabularyOf(COMMANDS);
  const say = (key: TextKey) => text(io.json ? 'en' : io.locale, key);
  const script =
    shell === 'bash'
      ? bashCompletion(commands)
      : shell === 'zsh'
        ? zshCompletion(commands, say)
        : fishCompletion(commands, say);
  if (io.json) printJson(io, { shell, script });
  else io.out(script);
  return Promise.resolve(EXIT.ok);
}
