import type { ExitCode, Io } from './io.ts';
import type { TextKey } from './texts/texts.ts';

/** Says what completion offers for a value: words, files, folders, or the codes of a register of the manifest. */
export type Completion = readonly string[] | 'file' | 'folder' | 'sector' | 'region';

/** Describes an option of a command. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** Whether it may be given several times. */
  readonly multiple?: boolean;
  /** Whether the command cannot do without it. */
  readonly required?: boolean;
  /** Name of the value in the help, such as `DIR`. */
  readonly value?: string;
  readonly text: TextKey;
  /** The only values there are; several are divided by commas where `multiple`. */
  readonly choices?: readonly string[];
  /** What completion offers where there are no `choices`. */
  readonly complete?: Completion;
}

/** Describes a positional argument. */
export interface PositionalSpec {
  readonly name: string;
  readonly required: boolean;
  readonly multiple?: boolean;
  readonly text: TextKey;
  readonly choices?: readonly string[];
  readonly complete?: Completion;
}

/** Describes a variable of the environment that changes what a command does. */
export interface EnvironmentSpec {
  readonly name: string;
  readonly text: TextKey;
}

/** Is what the arguments of a call said. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

/** Is the code of a command, loaded when it is called. */
export interface CommandModule {
  readonly run: (args: Arguments, io: Io) => Promise<ExitCode>;
}

/** Groups commands in the help. */
export type CommandGroup = 'author' | 'consumer' | 'lifecycle' | 'account' | 'keys' | 'other';

/** Describes a command: help, completion, parsing and documentation are made from it. */
export interface CommandSpec {
  /** Words after `nforge`, such as `token create`. */
  readonly name: string;
  readonly group: CommandGroup;
  readonly text: TextKey;
  readonly positionals: readonly PositionalSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Variables that matter to this command beside those of every command. */
  readonly environment?: readonly EnvironmentSpec[];
  /** What to do about an argument that begins with a hyphen, where one may be meant. */
  readonly hyphens?: TextKey;
  /** Exit codes beside 0, 1, 2 and 130, which every command has. */
  readonly exits: readonly ExitCode[];
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  readonly load: () => Promise<CommandModule>;
}
