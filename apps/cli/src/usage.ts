import type { CommandSpec } from './command.ts';

/** Writes how a command is called: `nforge pack [folder] [options]`. */
export function usageOf(spec: CommandSpec): string {
  const words = spec.positionals.map(({ name, required, multiple }) => {
    const word = multiple ? `${name}…` : name;
    return required ? `<${word}>` : `[${word}]`;
  });
  return ['nforge', spec.name, ...words, '[options]'].join(' ');
}
