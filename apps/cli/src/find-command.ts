import type { CommandSpec } from './command.ts';
import { GLOBAL_OPTIONS } from './parse-arguments.ts';

/** Is the command a call names, and what follows its name. */
export interface FoundCommand {
  readonly spec: CommandSpec;
  readonly rest: readonly string[];
  /** Whether the call was `nforge help COMMAND`. */
  readonly help: boolean;
}

/** Finds where the name of the command begins: options of every command, and their values, may stand before it. */
export function startOfName(words: readonly string[]): number {
  let index = 0;
  while (words[index]?.startsWith('-')) {
    const option = GLOBAL_OPTIONS[words[index]?.slice(2) ?? ''];
    index += option?.type === 'string' ? 2 : 1;
  }
  return index < words.length ? index : -1;
}

/**
 * Finds the command with the longest name that the call begins with; options may stand before the name
 * (`nforge --json search`).
 */
export function findCommand(commands: readonly CommandSpec[], words: readonly string[]): FoundCommand | undefined {
  const start = startOfName(words);
  if (start === -1) return undefined;
  const help = words[start] === 'help';
  const from = help ? start + 1 : start;
  const name = words.slice(from);
  const spec = commands
    .filter((candidate) => candidate.name.split(' ').every((word, index) => name[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (spec === undefined) return undefined;
  const rest = [...words.slice(0, start), ...words.slice(from + spec.name.split(' ').length)];
  return { spec, rest, help };
}

/** Lists the second words of the commands whose name begins with a word, such as `create` and `list` for `agency`. */
export function secondWords(commands: readonly CommandSpec[], first: string): readonly string[] {
  return commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []));
}
