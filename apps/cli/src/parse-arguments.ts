import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

import type { Arguments, CommandSpec, OptionSpec } from './command.ts';
import { EXIT, type ExitCode } from './io.ts';
import type { TextKey, TextParams } from './texts/texts.ts';

/** Lists the options that every command has. */
export const GLOBAL_OPTIONS = {
  json: { type: 'boolean', text: 'option.json' },
  lang: { type: 'string', value: 'LANG', text: 'option.lang', complete: ['ar', 'fr', 'en'] },
  registry: { type: 'string', value: 'URL', text: 'option.registry' },
  color: { type: 'boolean', text: 'option.color' },
  quiet: { type: 'boolean', short: 'q', text: 'option.quiet' },
  help: { type: 'boolean', short: 'h', text: 'option.help' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** Ends a call with a text of the table: its words are off (exit 2), or what it needs is not there. */
export class UsageError extends Error {
  readonly key: TextKey;
  readonly params: TextParams;
  readonly exit: ExitCode;

  constructor(key: TextKey, params: TextParams = {}, options: { cause?: unknown; exit?: ExitCode } = {}) {
    super(`${key} ${JSON.stringify(params)}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UsageError';
    this.key = key;
    this.params = params;
    this.exit = options.exit ?? EXIT.usage;
  }
}

function configOf(spec: CommandSpec): ParseArgsOptionsConfig {
  const all: Readonly<Record<string, OptionSpec>> = { ...GLOBAL_OPTIONS, ...spec.options };
  return Object.fromEntries(
    Object.entries(all).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), multiple: multiple === true },
    ]),
  );
}

function translate(error: unknown): UsageError {
  const { code, message } = error as { code?: string; message: string };
  const option = /'(?:-\w, )?(--?[^\s'=]+)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return new UsageError('usage.unknownOption', { option }, { cause: error });
  return new UsageError('usage.optionValue', { option }, { cause: error });
}

function checkPositionals(spec: CommandSpec, positionals: readonly string[]): void {
  const missing = spec.positionals.find(({ required }, index) => required && positionals[index] === undefined);
  if (missing) throw new UsageError('usage.missingArgument', { argument: missing.name, command: spec.name });
  const open = spec.positionals.some(({ multiple }) => multiple);
  const extra = positionals[spec.positionals.length];
  if (!open && extra !== undefined)
    throw new UsageError('usage.extraArgument', { argument: extra, command: spec.name });
}

/**
 * Parses the words after the name of a command.
 *
 * @throws UsageError when an option is unknown, lacks or must not have a value, or arguments are missing or too many.
 */
export function parseArguments(spec: CommandSpec, words: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: configOf(spec),
      allowPositionals: true,
      allowNegative: true,
      strict: true,
    });
    if (values.help !== true) checkPositionals(spec, positionals);
    return { positionals, options: values };
  } catch (error) {
    throw error instanceof UsageError ? error : translate(error);
  }
}
