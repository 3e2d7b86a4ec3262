import { styleText } from 'node:util';

import type { CommandSpec, OptionSpec } from './command.ts';
import type { Io } from './io.ts';
import { GLOBAL_OPTIONS } from './parse-arguments.ts';
import { text, type TextKey } from './texts/texts.ts';
import { usageOf } from './usage.ts';

const GROUPS = ['author', 'consumer', 'lifecycle', 'account', 'keys', 'other'] as const;

const bold = (io: Io, words: string): string =>
  io.color ? styleText('bold', words, { validateStream: false }) : words;

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(0, ...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}\n`).join('');
};

const optionRows = (io: Io, options: Readonly<Record<string, OptionSpec>>): (readonly [string, string])[] =>
  Object.entries(options).map(([name, { short, value, text: key, required, multiple }]) => {
    const notes = [required && text(io.locale, 'help.required'), multiple && text(io.locale, 'help.repeatable')];
    const said = notes.filter(Boolean).join(io.locale === 'ar' ? '، ' : ', ');
    const left = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return [left, `${text(io.locale, key)}${said ? ` (${said})` : ''}`];
  });

/** Renders the help of one command. */
export function commandHelp(spec: CommandSpec, io: Io): string {
  const heading = (key: TextKey) => bold(io, text(io.locale, key));
  const parts = [`${heading('help.usage')} ${usageOf(spec)}\n`, `${text(io.locale, spec.text)}\n`];
  if (spec.positionals.length > 0) {
    const rows = spec.positionals.map(({ name, text: key }) => [name, text(io.locale, key)] as const);
    parts.push(`${heading('help.arguments')}\n${columns(rows)}`);
  }
  if (Object.keys(spec.options).length > 0) {
    parts.push(`${heading('help.options')}\n${columns(optionRows(io, spec.options))}`);
  }
  parts.push(`${heading('help.globalOptions')}\n${columns(optionRows(io, GLOBAL_OPTIONS))}`);
  if (spec.environment !== undefined) {
    const rows = spec.environment.map(({ name, text: key }) => [name, text(io.locale, key)] as const);
    parts.push(`${heading('help.environment')}\n${columns(rows)}`);
  }
  parts.push(`${heading('help.examples')}\n${spec.examples.map((line) => `  ${line}\n`).join('')}`);
  return parts.join('\n');
}

/** Renders the list of all commands. */
export function overviewHelp(commands: readonly CommandSpec[], io: Io): string {
  const parts = [`${bold(io, text(io.locale, 'help.usage'))} nforge <${text(io.locale, 'help.command')}> [options]\n`];
  for (const group of GROUPS) {
    const rows = commands
      .filter((spec) => spec.group === group)
      .map((spec) => [spec.name, text(io.locale, spec.text)] as const);
    if (rows.length > 0) parts.push(`${bold(io, text(io.locale, `help.group.${group}`))}\n${columns(rows)}`);
  }
  parts.push(`${bold(io, text(io.locale, 'help.globalOptions'))}\n${columns(optionRows(io, GLOBAL_OPTIONS))}`);
  parts.push(`${text(io.locale, 'help.more')}\n`);
  return parts.join('\n');
}
