import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

import type { Arguments, CommandSpec, OptionSpec } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Lists the options that every command has. */
export const GLOBAL_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  json: { type: 'boolean', text: 'option.json' },
  lang: { type: 'string', value: 'LANG', text: 'option.lang', choices: ['ar', 'fr', 'en'] },
  registry: { type: 'string', value: 'URL', text: 'option.registry' },
  color: { type: 'boolean', text: 'option.color' },
  quiet: { type: 'boolean', short: 'q', text: 'option.quiet' },
  help: { type: 'boolean', short: 'h', text: 'option.help' },
};

const optionsOf = (spec: CommandSpec): Readonly<Record<string, OptionSpec>> => ({ ...GLOBAL_OPTIONS, ...spec.options });

function configOf(spec: CommandSpec): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries(optionsOf(spec)).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), multiple: multiple === true },
    ]),
  );
}

function translate(error: unknown, spec: CommandSpec): UsageError {
  const { code, message } = error as { code?: string; message: string };
  const option = /'(?:-\w, )?(--?[^\s'=]+)/.exec(message)?.[1] ?? '';
  const details = { cause: error, command: spec.name };
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const among = Object.keys(optionsOf(spec)).map((name) => `--${name}`);
    const hint = option.startsWith('--') ? undefined : spec.hyphens;
    return new UsageError(
      'usage.unknownOption',
      { option },
      { ...details, near: { word: option, among }, ...(hint && { hint }) },
    );
  }
  // Node takes a value that begins with a hyphen for an option that was forgotten; mostly it is a negative number.
  const key = message.includes('ambiguous') ? 'usage.optionHyphen' : 'usage.optionValue';
  return new UsageError(key, { option }, details);
}

function checkPositionals(spec: CommandSpec, positionals: readonly string[]): void {
  const command = spec.name;
  const missing = spec.positionals.find(({ required }, index) => required && positionals[index] === undefined);
  if (missing) throw new UsageError('usage.missingArgument', { argument: missing.name, command }, { command });
  const open = spec.positionals.some(({ multiple }) => multiple);
  const extra = positionals[spec.positionals.length];
  if (!open && extra !== undefined)
    throw new UsageError('usage.extraArgument', { argument: extra, command }, { command });
  for (const [index, { name, choices }] of spec.positionals.entries()) {
    const value = positionals[index];
    if (choices !== undefined && value !== undefined) assertChoice(`<${name}>`, value, { choices, command });
  }
}

function checkOptions(spec: CommandSpec, values: Arguments['options']): void {
  const command = spec.name;
  for (const [name, { required, choices, multiple }] of Object.entries(optionsOf(spec))) {
    const given = [values[name] ?? []].flat();
    if (required && given.join('').trim() === '')
      throw new UsageError('usage.missingOption', { option: `--${name}` }, { command });
    for (const value of given.flatMap((one) => (multiple ? String(one).split(',') : [String(one)])))
      if (choices !== undefined) assertChoice(`--${name}`, value, { choices, command });
  }
}

function assertChoice(
  option: string,
  value: string,
  { choices, command }: { readonly choices: readonly string[]; readonly command: string },
): void {
  if (choices.includes(value)) return;
  const near = { word: value, among: choices };
  throw new UsageError('usage.choice', { option, value, choices: choices.join(', ') }, { near, command });
}

/**
 * Parses the words after the name of a command.
 *
 * @throws UsageError when an option is unknown, lacks or must not have a value, has one that is none of its choices, or
 * is missing; when arguments are missing or too many.
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
    if (values.help !== true) {
      checkPositionals(spec, positionals);
      checkOptions(spec, values);
    }
    return { positionals, options: values };
  } catch (error) {
    throw error instanceof UsageError ? error : translate(error, spec);
  }
}
