import { parseAlgorithmName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import type { ExitCode, Io } from '../io.ts';
import { optionalString, reasonOf, wants } from '../options.ts';
import { changeStatus } from '../session/change-status.ts';

/** Warns everyone who uses a release, and names a successor; `--undo` takes it back. */
export function run(args: Arguments, io: Io): Promise<ExitCode> {
  const undo = wants(args, 'undo');
  const successor = optionalString(args, 'successor');
  const wish = {
    deprecated: !undo,
    reason: reasonOf(args),
    ...(successor !== undefined && { successor: parseAlgorithmName(successor) }),
  };
  return changeStatus(args, io, { wish, done: undo ? 'deprecate.undone' : 'deprecate.done' });
}
