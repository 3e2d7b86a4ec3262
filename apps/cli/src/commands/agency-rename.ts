import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import type { ExitCode, Io } from '../io.ts';
import { positional } from '../options.ts';
import { moveName } from '../signing/move-name.ts';

/** Gives an agency another name. */
export function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [from, to] = [parseAgencyName(positional(args, 0)), parseAgencyName(positional(args, 1))];
  return moveName(args, io, { kind: 'agency', agency: from, from, to });
}
