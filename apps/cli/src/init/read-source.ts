import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import type { Arguments } from '../command.ts';
import { EXIT, type Io } from '../io.ts';
import { folderPath, optionalString } from '../options.ts';
import { codeOf } from '../system-code.ts';
import { UsageError } from '../usage-error.ts';
import { FORMATS } from './from/formats.ts';
import { mapSource, type Mapped } from './from/map-source.ts';

const ARABIC = /\p{Script=Arabic}/u;

/**
 * Reads the file that `--from` names and maps it.
 *
 * @throws UsageError when it is none of the known files or cannot be read
 */
export async function readSource(args: Arguments, io: Io): Promise<Mapped> {
  const file = optionalString(args, 'from');
  if (file === undefined) return { draft: {}, fates: [] };
  const name = basename(file)
    .toLowerCase()
    .replace(/\.yaml$/, '.yml');
  const format = FORMATS.find((one) => one.file === name);
  if (format === undefined) throw new UsageError('init.from.unknown', { file }, { command: 'init' });
  const source = await readFile(folderPath(io, file), 'utf8').catch((error: unknown) => {
    const exit = codeOf(error) === 'ENOENT' ? EXIT.notFound : EXIT.failure;
    throw new UsageError('init.from.unreadable', { file, reason: codeOf(error) }, { cause: error, exit });
  });
  const language = optionalString(args, 'from-language') ?? (ARABIC.test(source) ? 'ar' : 'en');
  return mapSource(format, parse(format.parse, source, file), language);
}

function parse(parser: (text: string) => unknown, source: string, file: string): unknown {
  try {
    return parser(source);
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0] ?? '';
    throw new UsageError('init.from.unreadable', { file, reason }, { cause: error, exit: EXIT.failure });
  }
}
