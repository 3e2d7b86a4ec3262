import { quoted } from '../shell.ts';
import type { Wish } from './search-input.ts';

/** Writes the command that searches for other words in the same way. */
export function searchCommand(words: string, { chosen, sort, all, explain }: Wish): string {
  const options = [
    ...Object.entries(chosen).flatMap(([facet, values]) => values.map((value) => `--${facet} ${quoted(value)}`)),
    ...(sort === undefined ? [] : [`--sort ${sort}`]),
    ...(all ? ['--all'] : []),
    ...(explain ? ['--explain'] : []),
  ];
  const isPlain = words.split(' ').every((word) => quoted(word) === word && !word.startsWith('-'));
  // What begins with a hyphen would be taken for an option.
  const written = isPlain ? words : words.startsWith('-') ? `-- ${quoted(words)}` : quoted(words);
  return written.startsWith('-- ')
    ? ['nforge search', ...options, written].join(' ')
    : ['nforge search', written, ...options].join(' ');
}
