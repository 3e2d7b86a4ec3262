import { resolve } from 'node:path';

import { type StatementFormat } from '../../ports.ts';
import { importThesaurus } from '../../usecases/thesaurus/import-thesaurus.ts';
import { readStatements } from '../../wiring/read-statements.ts';
import { CommandError, printLine, tellLine, type DataOptions } from '../command.ts';
import { localeOf } from '../describe-failure.ts';
import type { Io } from '../io.ts';
import { withRegistry } from '../with-registry.ts';
import { describeReport } from './describe-report.ts';
import { inWords } from './in-words.ts';

/** Is what `thesaurus import` takes. */
export interface ImportOptions extends DataOptions {
  readonly file: string;
  readonly id: string;
  readonly title?: string;
  readonly licence?: string;
  readonly format?: string;
  readonly replace?: boolean;
}

const FORMATS: readonly StatementFormat[] = ['turtle', 'rdf-xml', 'json-ld'];

/** Imports a SKOS file as a thesaurus. */
export async function run(options: ImportOptions, io: Io): Promise<number> {
  const { file, id, title, licence, replace: mayReplace = false } = options;
  const format = parseFormat(options.format);
  const request = { path: resolve(io.cwd, file), format, id, title, licence, mayReplace };
  const report = await inWords(io, () =>
    withRegistry(options, io, ({ deps: { thesauri } }) => importThesaurus({ thesauri, read: readStatements }, request)),
  );
  if (options.json) printLine(io, JSON.stringify(report));
  else for (const line of describeReport(report, localeOf(io.env))) tellLine(io, line);
  return 0;
}

function parseFormat(text: string | undefined): StatementFormat | undefined {
  const format = FORMATS.find((one) => one === text);
  if (format !== undefined || text === undefined) return format;
  throw new CommandError(`--format "${text}": choose from ${FORMATS.join(', ')}.`, 2);
}
