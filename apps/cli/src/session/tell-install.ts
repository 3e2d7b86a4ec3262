import type { InstallResult, ReleaseWarning } from '@national-forge/client';

import type { Io } from '../io.ts';
import { printable, printJson } from '../output.ts';
import { text } from '../texts/texts.ts';

/** Tells what the registry says about releases that are used all the same. */
export function tellWarnings(io: Io, warnings: readonly ReleaseWarning[]): void {
  for (const { kind, name, version, reason, successor } of warnings) {
    const release = `${name}@${version}`;
    const words = text(io.locale, kind === 'yanked' ? 'install.yanked' : 'install.deprecated', {
      release,
      reason: reason ?? '',
    });
    const instead = successor ? ` ${text(io.locale, 'install.successor', { successor })}` : '';
    io.err(`${printable(words + instead)}\n`);
  }
}

/** Tells what an installation did: a document with `--json`, else lines for people. */
export function tellInstall(io: Io, result: InstallResult): void {
  const { installed, kept, removed, lockChanged, warnings, requirements } = result;
  const brief = installed.map(({ name, version, path, releaseDigest }) => ({ name, version, path, releaseDigest }));
  if (io.json) {
    printJson(io, { installed: brief, kept: kept.length, removed, lockChanged, requirements, warnings });
    return;
  }
  for (const { name, version } of installed) io.err(`+ ${name}@${version}\n`);
  for (const path of removed) io.err(`- ${printable(path)}\n`);
  tellWarnings(io, warnings);
  io.err(`${text(io.locale, 'install.done', { installed: installed.length, kept: kept.length })}\n`);
}
