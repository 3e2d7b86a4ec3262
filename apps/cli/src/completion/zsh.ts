import type { TextKey } from '../texts/texts.ts';
import {
  barePrefixes,
  nextWords,
  offerAfter,
  optionsAnywhere,
  prefixes,
  spellings,
  valuesOf,
  valueSpellings,
  type CompletedCommand,
  type Offer,
} from './vocabulary.ts';

const quoted = (words: string): string => `'${words.replaceAll("'", "'\\''")}'`;
const described = (word: string, words: string): string => quoted(`${word.replaceAll(':', '\\:')}:${words}`);

const offer = (values: Offer): string => {
  if (values === 'file') return '_files';
  if (values === 'folder') return '_files -/';
  return values.length === 0 ? ':' : `compadd -- ${values.map(quoted).join(' ')}`;
};

const optionCases = ({ name, options }: Pick<CompletedCommand, 'name' | 'options'>): readonly string[] =>
  options
    .filter(([, { type }]) => type === 'string')
    .map(([option, spec]) => {
      const patterns = spellings(option, spec).map((word) => quoted(`${name} ${word}`));
      return `    (${patterns.join('|')}) ${offer(valuesOf(spec))}; return ;;`;
    });

function commandCase(
  commands: readonly CompletedCommand[],
  command: CompletedCommand,
  say: (key: TextKey) => string,
): string {
  const { name, options } = command;
  const all = options.flatMap(([option, spec]) =>
    spellings(option, spec).map((word) => described(word, say(spec.text))),
  );
  return `    (${quoted(name)}) if [[ $PREFIX == -* ]]; then offers=(${all.join(' ')}); else ${offer(offerAfter(commands, command))}; fi ;;`;
}

/** Writes the completion script of zsh, with descriptions. */
export function zshCompletion(commands: readonly CompletedCommand[], say: (key: TextKey) => string): string {
  const names = [...prefixes(commands), ...commands.map(({ name }) => name)];
  const describe = (before: string) =>
    nextWords(commands, before).map((word) => {
      const found = commands.find(({ name }) => name === (before === '' ? word : `${before} ${word}`));
      return described(word, found ? say(found.spec.text) : nextWords(commands, word).join(', '));
    });
  return `#compdef nforge
# zsh completion for nforge: eval "$(nforge completion zsh)"
_nforge() {
  local command='' word previous=\${words[CURRENT-1]} index
  local -a offers
  for ((index = 2; index < CURRENT; index++)); do
    word=\${words[index]}
    case $word in
      (${valueSpellings(commands).join('|')}) ((index++)) ;;
      (-*|help) ;;
      (*) case "\${command:+$command }$word" in
          (${names.map(quoted).join('|')}) command="\${command:+$command }$word" ;;
        esac ;;
    esac
  done
  case "$command $previous" in
${[optionsAnywhere(), ...commands].flatMap(optionCases).join('\n')}
  esac
  case $command in
    ('') offers=(${describe('').join(' ')}) ;;
${barePrefixes(commands)
  .map((word) => `    (${quoted(word)}) offers=(${describe(word).join(' ')}) ;;`)
  .join('\n')}
${commands.map((command) => commandCase(commands, command, say)).join('\n')}
  esac
  (( \${#offers} )) && _describe nforge offers
}
if [[ $funcstack[1] == _nforge ]]; then _nforge "$@"; else compdef _nforge nforge; fi
`;
}
