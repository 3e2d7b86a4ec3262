import type { Arguments } from '../command.ts';
import type { ExitCode, Io } from '../io.ts';
import { reasonOf, wants } from '../options.ts';
import { changeStatus } from '../session/change-status.ts';

/** Hides a release from new resolution, or with `--undo` shows it again. */
export function run(args: Arguments, io: Io): Promise<ExitCode> {
  const undo = wants(args, 'undo');
  const wish = { yanked: !undo, reason: reasonOf(args) };
  return changeStatus(args, io, { wish, done: undo ? 'yank.undone' : 'yank.done' });
}
