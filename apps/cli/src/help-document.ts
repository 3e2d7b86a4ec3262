import type { CommandSpec, OptionSpec } from './command.ts';
import { GLOBAL_OPTIONS } from './parse-arguments.ts';
import { text } from './texts/texts.ts';

const optionDocument = ([name, option]: readonly [string, OptionSpec]) => ({
  name: `--${name}`,
  ...(option.short && { short: `-${option.short}` }),
  type: option.type,
  ...(option.value && { value: option.value }),
  required: option.required === true,
  repeatable: option.multiple === true,
  ...(option.choices && { choices: option.choices }),
  text: text('en', option.text),
});

/** Describes a command for programs: what `nforge help COMMAND --json` prints. */
export function commandDocument(spec: CommandSpec): object {
  return {
    name: spec.name,
    group: spec.group,
    text: text('en', spec.text),
    arguments: spec.positionals.map(({ name, required, multiple, text: key, choices }) => ({
      name,
      required,
      repeatable: multiple === true,
      ...(choices && { choices }),
      text: text('en', key),
    })),
    options: Object.entries(spec.options).map(optionDocument),
    ...(spec.environment && {
      environment: spec.environment.map(({ name, text: key }) => ({ name, text: text('en', key) })),
    }),
    exitCodes: [0, 1, 2, ...spec.exits, 130],
    examples: spec.examples,
  };
}

/** Describes all commands for programs: what `nforge help --json` prints. */
export function overviewDocument(commands: readonly CommandSpec[]): object {
  return {
    commands: commands.map(commandDocument),
    globalOptions: Object.entries(GLOBAL_OPTIONS).map(optionDocument),
  };
}
