import type { CommandSpec } from './command.ts';

/** Is the command a call names, and what follows its name. */
export interface FoundCommand {
  readonly spec: CommandSpec;
  readonly rest: readonly string[];
  /** Whether the call was `nforge help COMMAND`. */
  readonly help: boolean;
}

/**
 * Finds the command with the longest name that the call begins with; options may stand before the name
 * (`nforge --json search`).
 */
export function findCommand(commands: readonly CommandSpec[], words: readonly string[]): FoundCommand | undefined {
  const start = words.findIndex((word) => !word.startsWith('-'));
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
