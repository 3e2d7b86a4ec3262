import type { OptionSpec } from '../command.ts';
import type { TextKey } from '../texts/texts.ts';
import {
  nextWords,
  optionsAnywhere,
  prefixes,
  valuesOf,
  valueSpellings,
  type CompletedCommand,
  type Offer,
} from './vocabulary.ts';

const quoted = (words: string): string => `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const offer = (values: Offer): string => {
  if (values === 'file') return '-r -F';
  if (values === 'folder') return "-x -a '(__fish_complete_directories)'";
  return values.length === 0 ? '-x' : `-x -a ${quoted(values.join(' '))}`;
};

const FINDER = (values: readonly string[], names: readonly string[]): string => `function __nforge_command
  set -l words (commandline -opc)
  set -e words[1]
  set -l command ''
  set -l skip 0
  for word in $words
    if test $skip = 1
      set skip 0
      continue
    end
    switch $word
      case ${values.join(' ')}
        set skip 1
      case '-*' help
      case '*'
        switch (string trim "$command $word")
          case ${names.map(quoted).join(' ')}
            set command (string trim "$command $word")
        end
    end
  end
  echo "$command"
end
`;

const at = (name: string): string => `complete -c nforge -n ${quoted(`test (__nforge_command) = "${name}"`)}`;

function optionLine(name: string, [option, spec]: readonly [string, OptionSpec], description: string): string {
  const short = spec.short ? ` -s ${spec.short}` : '';
  const value = spec.type === 'string' ? ` ${offer(valuesOf(spec))}` : '';
  return `${at(name)} -l ${option}${short}${value} -d ${quoted(description)}`;
}

function positionalLine({ name, positional }: CompletedCommand): readonly string[] {
  if (positional === 'file') return [`${at(name)} -F`];
  if (positional === 'folder') return [`${at(name)} -a '(__fish_complete_directories)'`];
  return positional.length === 0 ? [] : [`${at(name)} -a ${quoted(positional.join(' '))}`];
}

/** Writes the completion script of fish, with descriptions. */
export function fishCompletion(commands: readonly CompletedCommand[], say: (key: TextKey) => string): string {
  const names = [...prefixes(commands), ...commands.map(({ name }) => name)];
  const wordLines = (before: string) =>
    nextWords(commands, before).map((word) => {
      const found = commands.find(({ name }) => name === (before === '' ? word : `${before} ${word}`));
      const description = found ? say(found.spec.text) : nextWords(commands, word).join(', ');
      return `${at(before)} -a ${word} -d ${quoted(description)}`;
    });
  const commandLines = (command: CompletedCommand) => [
    ...positionalLine(command),
    ...command.options.map((option) => optionLine(command.name, option, say(option[1].text))),
  ];
  const anywhere = optionsAnywhere().options.map((option) => optionLine('', option, say(option[1].text)));
  const lines = [...['', ...prefixes(commands)].flatMap(wordLines), ...anywhere];
  return `# fish completion for nforge: nforge completion fish | source
${FINDER(valueSpellings(commands), names)}complete -c nforge -f
${[...lines, ...commands.flatMap(commandLines)].join('\n')}
`;
}
