import type { InstallResult, ReleaseWarning } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { wants } from '../options.ts';
import { printable, printJson } from '../output.ts';
import { text } from '../texts/texts.ts';
import type { MovedNames } from './moved-names.ts';

/** Is what the registry says about releases that are used, or that it did not answer. */
export interface ReleaseStatuses {
  readonly statusKnown: boolean;
  readonly warnings: readonly ReleaseWarning[];
}

/** Tells what the registry says about releases that are used all the same; with `--offline` nobody expects it to. */
export function tellStatus(io: Io, args: Arguments, { statusKnown, warnings }: ReleaseStatuses): void {
  if (!statusKnown && !wants(args, 'offline')) io.err(`${text(io.locale, 'install.statusUnknown')}\n`);
  for (const { kind, name, version, reason, reference, successor } of warnings) {
    const release = `${name}@${version}`;
    const words = text(io.locale, `install.${kind}`, {
      release,
      reason: reference ?? reason ?? '',
    });
    const instead = successor ? ` ${text(io.locale, 'install.successor', { successor })}` : '';
    io.err(`${printable(words + instead)}\n`);
  }
}

interface Told {
  readonly io: Io;
  readonly args: Arguments;
  readonly moved: MovedNames;
}

/** Tells what an installation did: a document with `--json`, else lines for people. */
export function tellInstall({ io, args, moved }: Told, result: InstallResult): void {
  const { installed, kept, removed, lockChanged, warnings, requirements, statusKnown } = result;
  // The registry said so on the way, and it is proved now; or the lock file alone knows it.
  for (const one of result.moved) moved.tell(one);
  const brief = installed.map(({ name, version, path, releaseDigest }) => ({ name, version, path, releaseDigest }));
  if (io.json) {
    printJson(io, {
      installed: brief,
      kept: kept.length,
      removed,
      lockChanged,
      requirements,
      statusKnown,
      warnings,
      moved: result.moved,
    });
    return;
  }
  for (const { name, version } of installed) io.err(`+ ${name}@${version}\n`);
  for (const path of removed) io.err(`- ${printable(path)}\n`);
  tellStatus(io, args, result);
  io.err(`${text(io.locale, 'install.done', { installed: installed.length, kept: kept.length })}\n`);
}
