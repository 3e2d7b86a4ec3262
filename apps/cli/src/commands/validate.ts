import { checkOne, type FolderCheck } from '../authoring/check-one.ts';
import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printable, printJson } from '../output.ts';
import { formatItem } from '../report.ts';
import { openWorkerHere } from '../session/check-worker.ts';
import { text } from '../texts/texts.ts';

function tellFolder(io: Io, check: FolderCheck): void {
  for (const finding of check.findings) io.out(`${printable(formatItem(finding, io)).replace(/^ {2}/gm, '')}\n`);
  const warnings = check.findings.filter(({ severity }) => severity === 'warning').length;
  const errors = check.findings.length - warnings;
  const { folder, name = '', version = '' } = check;
  const release = `${name}@${version}`;
  const key = check.ok ? (warnings === 0 ? 'validate.ok' : 'validate.okWarnings') : 'validate.bad';
  io.err(`${text(io.locale, key, { folder, release, errors, warnings })}\n`);
}

/** Checks folders as the registry will and tells all problems at once; exit 5 when one of them cannot be published. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const folders = args.positionals.length === 0 ? ['.'] : args.positionals;
  const worker = openWorkerHere(io);
  try {
    const checks: FolderCheck[] = [];
    for (const folder of folders) {
      io.signal.throwIfAborted();
      const check = await checkOne(folder, io, worker);
      checks.push(check);
      if (!io.json) tellFolder(io, check);
    }
    const ok = checks.every((check) => check.ok);
    if (io.json) printJson(io, { ok, folders: checks });
    return ok ? EXIT.ok : EXIT.refused;
  } finally {
    await worker.close();
  }
}
