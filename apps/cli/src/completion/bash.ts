import {
  barePrefixes,
  offerAfter,
  optionsAnywhere,
  nextWords,
  prefixes,
  spellings,
  valuesOf,
  valueSpellings,
  type CompletedCommand,
  type Offer,
} from './vocabulary.ts';

const offer = (values: Offer): string => {
  if (values === 'file') return '_nforge_paths -f';
  if (values === 'folder') return '_nforge_paths -d';
  return `_nforge_words '${values.join(' ')}'`;
};

const optionCases = ({ name, options }: Pick<CompletedCommand, 'name' | 'options'>): readonly string[] =>
  options
    .filter(([, { type }]) => type === 'string')
    .flatMap(([option, spec]) => {
      const patterns = spellings(option, spec).map((word) => `'${name} ${word}'`);
      return [`    ${patterns.join('|')}) ${offer(valuesOf(spec))}; return ;;`];
    });

const commandCase = (commands: readonly CompletedCommand[], command: CompletedCommand): string => {
  const { name, options } = command;
  const words = options.flatMap(([option, spec]) => spellings(option, spec)).join(' ');
  return `    '${name}') if [[ $cur == -* ]]; then _nforge_words '${words}'; else ${offer(offerAfter(commands, command))}; fi ;;`;
};

/**
 * Writes the completion script of bash (3.2 and later: macOS has no newer one).
 * Words of the command line that bash splits at `=` are joined again.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = [...prefixes(commands), ...commands.map(({ name }) => name)];
  const first = nextWords(commands, '');
  return `# bash completion for nforge: eval "$(nforge completion bash)"
_nforge_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_nforge_paths() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$cur"))
  compopt -o filenames 2>/dev/null
}
_nforge() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' word index
  COMPREPLY=()
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
      ${valueSpellings(commands).join('|')})
        if [[ \${COMP_WORDS[index+1]} == '=' ]]; then ((index += 2)); else ((index++)); fi ;;
      -*|=|help) ;;
      *) case "\${command:+$command }$word" in
          ${names.map((name) => `'${name}'`).join('|')}) command="\${command:+$command }$word" ;;
        esac ;;
    esac
  done
  case "$command $prev" in
${[optionsAnywhere(), ...commands].flatMap(optionCases).join('\n')}
  esac
  case $command in
    '') _nforge_words '${[...first, 'help', '--help', '--version'].join(' ')}' ;;
${barePrefixes(commands)
  .map((word) => `    '${word}') _nforge_words '${nextWords(commands, word).join(' ')}' ;;`)
  .join('\n')}
${commands.map((command) => commandCase(commands, command)).join('\n')}
  esac
}
complete -F _nforge nforge
`;
}
