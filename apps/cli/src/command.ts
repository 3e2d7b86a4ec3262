import type { ExitCode, Io } from './io.ts';
import type { TextKey } from './texts/texts.ts';

/** Describes an option of a command. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** Whether it may be given several times. */
  readonly multiple?: boolean;
  /** Name of the value in the help, such as `DIR`. */
  readonly value?: string;
  readonly text: TextKey;
  /** Values that completion offers; `file` and `folder` let the shell look. */
  readonly complete?: readonly string[] | 'file' | 'folder';
}

/** Describes a positional argument. */
export interface PositionalSpec {
  readonly name: string;
  readonly required: boolean;
  readonly multiple?: boolean;
  readonly text: TextKey;
  readonly complete?: readonly string[] | 'file' | 'folder';
}

/** Is what the arguments of a call said. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

/** Is the code of a command, loaded when it is called. */
export interface CommandModule {
  run(args: Arguments, io: Io): Promise<ExitCode>;
}

/** Describes a command: help, completion, parsing and documentation are made from it. */
export interface CommandSpec {
  /** Words after `nforge`, such as `token create`. */
  readonly name: string;
  readonly group: 'author' | 'account' | 'consumer' | 'lifecycle' | 'other';
  readonly text: TextKey;
  readonly positionals: readonly PositionalSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  load(): Promise<CommandModule>;
}
