import { readFile } from 'node:fs/promises';

import type { Arguments } from './command.ts';
import { ask } from './ask.ts';
import type { Io } from './io.ts';
import { folderPath, optionalString } from './options.ts';
import { codeOf } from './system-code.ts';
import { UsageError } from './usage-error.ts';
import { text } from './texts/texts.ts';

const LIMIT = 4096;

async function readStdin(io: Io): Promise<string> {
  let all = '';
  for await (const chunk of io.stdin) {
    all += String(chunk);
    if (all.length > LIMIT) break;
  }
  return all;
}

/**
 * Takes a secret from `--token-file`, from a question when a person is there, else from stdin.
 * Never from an argument: the list of processes and the shell's history would show it.
 */
export async function readSecret(args: Arguments, io: Io): Promise<string> {
  const file = optionalString(args, 'token-file');
  if (file !== undefined && file !== '-') {
    const content = await readFile(folderPath(io, file), 'utf8').catch((error: unknown) => {
      throw new UsageError('login.fileUnreadable', { file, reason: codeOf(error) }, { cause: error });
    });
    return content.trim();
  }
  if (!io.interactive) return (await readStdin(io)).trim();
  // Loaded here: most calls ask nothing.
  const { password } = await import('@clack/prompts');
  const answer = await ask(io, (common) => password({ ...common, message: text(io.locale, 'login.ask') }));
  return answer.trim();
}
