import { styleText } from 'node:util';

import { EXIT, type ExitCode, type Io } from './io.ts';
import { UsageError } from './parse-arguments.ts';
import { text } from './texts/texts.ts';

/** Is an error as it is told: what happened, what to do, where, and the exit code. */
export interface Report {
  readonly code: string;
  readonly exit: ExitCode;
  readonly message: string;
  readonly hint?: string;
  readonly items?: readonly { readonly where: string; readonly message: string; readonly hint?: string }[];
  readonly requestId?: string;
}

function describe(error: unknown, io: Io): Report {
  if (error instanceof UsageError) {
    return {
      code: 'usage',
      exit: EXIT.usage,
      message: text(io.locale, error.key, error.params),
      hint: text(io.locale, 'usage.hint'),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', exit: EXIT.failure, message: text(io.locale, 'error.internal', { message }) };
}

/** Tells an error: a JSON document on stdout with `--json`, else words on stderr; gives the exit code. */
export function reportError(error: unknown, io: Io): ExitCode {
  const report = describe(error, io);
  if (io.json) {
    io.out(`${JSON.stringify({ error: report })}\n`);
    return report.exit;
  }
  const red = (words: string) => (io.color ? styleText('red', words, { validateStream: false }) : words);
  io.err(`${red(`${text(io.locale, 'error.label')}:`)} ${report.message}\n`);
  for (const item of report.items ?? [])
    io.err(`  ${item.where}: ${item.message}${item.hint ? ` ${item.hint}` : ''}\n`);
  if (report.hint) io.err(`${text(io.locale, 'error.hint')}: ${report.hint}\n`);
  return report.exit;
}
