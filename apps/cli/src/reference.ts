import type { CommandSpec, OptionSpec } from './command.ts';
import { GLOBAL_OPTIONS } from './parse-arguments.ts';
import { COMMANDS } from './table.ts';
import { text, type TextKey } from './texts/texts.ts';
import { usageOf } from './usage.ts';

const BEGIN = '<!-- commands: begin (generated) -->';
const END = '<!-- commands: end -->';

const say = (key: TextKey): string => text('en', key).replaceAll('|', '\\|');

function optionLine([name, spec]: readonly [string, OptionSpec]): string {
  const short = spec.short ? `-${spec.short}, ` : '';
  const notes = [spec.required && 'required', spec.multiple && 'may be repeated'].filter(Boolean).join(', ');
  const value = spec.value ? ` ${spec.value}` : '';
  return `- \`${short}--${name}${value}\` ${say(spec.text)}${notes ? ` (${notes})` : ''}`;
}

function commandSection(spec: CommandSpec): string {
  const exits = [0, 1, 2, ...spec.exits, 130].join(', ');
  return [
    `### nforge ${spec.name}`,
    `${say(spec.text)}.`,
    `\`\`\`text\n${usageOf(spec)}\n\`\`\``,
    [
      ...spec.positionals.map(({ name, text: key }) => `- \`${name}\` ${say(key)}`),
      ...Object.entries(spec.options).map(optionLine),
      ...(spec.environment ?? []).map(({ name, text: key }) => `- \`${name}\` ${say(key)}`),
    ].join('\n'),
    `Exit codes: ${exits}. Examples:`,
    `\`\`\`text\n${spec.examples.join('\n')}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Writes the reference of all commands as Markdown. */
function reference(): string {
  const options = Object.entries(GLOBAL_OPTIONS).map(optionLine).join('\n');
  return [`Options of every command:`, options, ...COMMANDS.map(commandSection)].join('\n\n');
}

/**
 * Renews the reference between the markers of the README.
 *
 * @throws Error when the markers are not there
 */
export function readmeWithReference(readme: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`the README lacks ${BEGIN} … ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${reference()}\n\n${readme.slice(end)}`;
}
