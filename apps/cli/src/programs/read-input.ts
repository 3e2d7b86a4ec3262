import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

import type { Json } from '@national-forge/runner';

import { EXIT, type Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { codeOf } from '../system-code.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Reads the input that `--input` names: JSON itself, `-` for stdin, else a file.
 *
 * @throws UsageError when it is no JSON; the error of the system when the file cannot be read
 */
export async function readInput(io: Io, given: string): Promise<Json> {
  const where = given === '-' ? 'stdin' : isJsonItself(given) ? '--input' : given;
  return parseInput(await textOf(io, given), where);
}

/** A file may be called anything, but few are called like an object, a list or a text in JSON. */
const isJsonItself = (given: string): boolean => /^\s*[[{"]/.test(given);

async function textOf(io: Io, given: string): Promise<string> {
  if (isJsonItself(given)) return given;
  const bytes =
    given === '-'
      ? await buffer(io.stdin)
      : await readFile(folderPath(io, given)).catch((cause: unknown) => noFile(given, cause));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError('run.encoding', { where: given }, { cause });
  }
}

function noFile(given: string, cause: unknown): never {
  if (codeOf(cause) !== 'ENOENT') throw cause;
  throw new UsageError('run.noFile', { where: given }, { cause, exit: EXIT.notFound, hint: 'run.inputHint' });
}

/** Parses JSON of a person: says where it ends to be JSON. */
function parseInput(text: string, where: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
    const place = line === undefined ? where : `${where}:${line}:${column ?? ''}`;
    const details = { cause, exit: EXIT.usage, hint: 'run.inputHint' } as const;
    throw new UsageError(
      'run.input',
      { where: place, reason: message.replace(/ in JSON at position.*$/s, '').replace(/\s+/g, ' ') },
      details,
    );
  }
}
