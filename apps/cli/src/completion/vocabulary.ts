import { regions, sectors } from '@national-forge/manifest';

import type { CommandSpec, Completion, OptionSpec, PositionalSpec } from '../command.ts';
import { GLOBAL_OPTIONS } from '../parse-arguments.ts';

/** Says what may stand in a place: words, or whatever files or folders there are. */
export type Offer = readonly string[] | 'file' | 'folder';

/** Is a command as completion scripts need it. */
export interface CompletedCommand {
  readonly name: string;
  readonly spec: CommandSpec;
  /** Options, those of every command included. */
  readonly options: readonly (readonly [name: string, option: OptionSpec])[];
  /** What may stand after the name. */
  readonly positional: Offer;
}

function offerOf(complete: Completion | undefined): Offer {
  if (complete === undefined) return [];
  if (complete === 'sector') return sectors.map(({ code }) => code);
  if (complete === 'region') return regions.map(({ code }) => code);
  return complete;
}

/** Says what may be the value of an option or an argument. */
export function valuesOf(spec: OptionSpec | PositionalSpec): Offer {
  return spec.choices ?? offerOf(spec.complete);
}

/** Gives the options that may stand before any command. */
export function optionsAnywhere(): Pick<CompletedCommand, 'name' | 'options'> {
  return { name: '', options: Object.entries(GLOBAL_OPTIONS) };
}

/** Prepares the table of commands for the completion scripts. */
export function vocabularyOf(commands: readonly CommandSpec[]): readonly CompletedCommand[] {
  return commands.map((spec) => ({
    name: spec.name,
    spec,
    options: Object.entries({ ...spec.options, ...GLOBAL_OPTIONS }),
    positional: spec.positionals.map(valuesOf).find((offer) => offer.length > 0) ?? [],
  }));
}

/** Lists what may follow some words of a name: `list` and `create` after `token`, the first words at the start. */
export function nextWords(commands: readonly CompletedCommand[], before: string): readonly string[] {
  const start = before === '' ? '' : `${before} `;
  const words = commands.filter(({ name }) => name.startsWith(start)).map(({ name }) => name.slice(start.length));
  return [...new Set(words.map((word) => word.split(' ')[0] ?? ''))];
}

/** Lists the first words that need a second one. */
export function prefixes(commands: readonly CompletedCommand[]): readonly string[] {
  return [...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0] ?? ''))];
}

/** Lists the first words that need a second one and are no command by themselves; `log` is one, `log prove` another. */
export function barePrefixes(commands: readonly CompletedCommand[]): readonly string[] {
  return prefixes(commands).filter((word) => commands.every(({ name }) => name !== word));
}

/** Says what may stand after the name of a command: its argument, or the second word of a longer name. */
export function offerAfter(commands: readonly CompletedCommand[], { name, positional }: CompletedCommand): Offer {
  return positional.length > 0 ? positional : nextWords(commands, name);
}

/** Lists the ways to write an option on the command line. */
export function spellings(name: string, option: OptionSpec): readonly string[] {
  return [`--${name}`, ...(option.short ? [`-${option.short}`] : [])];
}

/** Lists every spelling of the options that take a value, in any command. */
export function valueSpellings(commands: readonly CompletedCommand[]): readonly string[] {
  const all = commands.flatMap(({ options }) =>
    options.filter(([, { type }]) => type === 'string').flatMap(([name, option]) => spellings(name, option)),
  );
  return [...new Set(all)].sort();
}
