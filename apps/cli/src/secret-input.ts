import { readFile } from 'node:fs/promises';

import { password } from '@clack/prompts';

import type { Arguments } from './command.ts';
import { EXIT, type Io } from './io.ts';
import { optionalString } from './options.ts';
import { UsageError } from './parse-arguments.ts';
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
    const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new UsageError('login.fileUnreadable', { file, reason: error.code ?? '' }, { cause: error });
    });
    return content.trim();
  }
  if (!io.interactive) return (await readStdin(io)).trim();
  const answer = await password({ message: text(io.locale, 'login.ask') });
  if (typeof answer !== 'string') throw new UsageError('error.cancelled', {}, { exit: EXIT.cancelled });
  return answer.trim();
}
