import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ProblemError } from '@national-forge/api';

import { StoreError } from '../ports.ts';
import { exitOf } from './describe-failure.ts';
import type { Io } from './io.ts';

/** Describes a command that works on a data folder. */
export interface DataCommand {
  readonly help: string;
  /** Names of its positional arguments, all required. */
  readonly positionals: readonly string[];
  /** Names of its own options; none takes a value. */
  readonly flags?: readonly string[];
  /** Does the work; prints for people through `io.stderr`, gives what `--json` prints and the exit code. */
  act(
    input: DataCommandInput,
  ): Promise<{ readonly json: object; readonly lines: readonly string[]; readonly exit: number }>;
}

/** Is what a command was asked. */
export interface DataCommandInput {
  readonly dataDir: string;
  readonly positionals: readonly string[];
  /** Its own options that were given. */
  readonly flags: ReadonlySet<string>;
  readonly io: Io;
}

const OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const OK = 0;
const FAILURE = 1;
const USAGE = 2;

/** Exit code for damage: integrity or signature (DESIGN: exit codes). */
export const DAMAGED = 8;

/** Ends with exit code 2 and the reason. */
class UsageError extends Error {}

/** Reads the arguments, runs the command, and tells its result or why it failed; gives the exit code. */
export async function runDataCommand(command: DataCommand, args: readonly string[], io: Io): Promise<number> {
  const json = args.includes('--json');
  try {
    const { values, positionals } = parse(command, args);
    if (values.help === true) {
      io.stdout(`${command.help.trim()}\n`);
      return OK;
    }
    const dataDir = resolve(io.cwd, values.data ?? io.env['NFORGE_DATA'] ?? 'data');
    const paths = positionals.map((path) => resolve(io.cwd, path));
    const flags = new Set(
      (command.flags ?? []).filter((name) => Object.entries(values).some(([key, on]) => key === name && on === true)),
    );
    const result = await command.act({ dataDir, positionals: paths, flags, io });
    if (json) io.stdout(`${JSON.stringify(result.json)}\n`);
    else for (const line of result.lines) io.stdout(`${line}\n`);
    return result.exit;
  } catch (error) {
    return fail(error, { json, io });
  }
}

function parse(command: DataCommand, args: readonly string[]) {
  const parsed = parseStrictly(args, command.flags ?? []);
  const { positionals, values } = parsed;
  if (values.help !== true && positionals.length !== command.positionals.length) {
    const wanted = command.positionals.join(' ') || 'no argument';
    throw new UsageError(`expected ${wanted}; see --help`);
  }
  return parsed;
}

function parseStrictly(args: readonly string[], flags: readonly string[]) {
  const own: Record<string, { type: 'boolean' }> = Object.fromEntries(flags.map((name) => [name, { type: 'boolean' }]));
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...own, ...OPTIONS },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function fail(error: unknown, { json, io }: { readonly json: boolean; readonly io: Io }): number {
  const known = describe(error);
  if (known === undefined) throw error;
  if (json) io.stdout(`${JSON.stringify({ ok: false, code: known.code, message: known.message })}\n`);
  io.stderr(`nforge-registry: ${known.message}\n`);
  return known.exit;
}

function describe(error: unknown): { code: string; message: string; exit: number } | undefined {
  if (error instanceof UsageError) return { code: 'usage', message: error.message, exit: USAGE };
  if (error instanceof StoreError) return { code: error.code, message: error.message, exit: exitOf(error.code) };
  if (error instanceof ProblemError && error.code === 'storage-full') {
    return {
      code: error.code,
      message: 'the disk is full; nothing was changed, try again when there is space',
      exit: FAILURE,
    };
  }
  return undefined;
}
