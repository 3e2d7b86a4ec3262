import { install } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { wants } from '../options.ts';
import { withProject } from '../session/session.ts';
import { tellInstall } from '../session/tell-install.ts';

/** Installs what forge.json asks for, as the lock file says. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [result, moved] = await withProject(args, io, async (options, names) => [
    await install({ ...options, locked: wants(args, 'locked') }),
    names,
  ]);
  tellInstall({ io, args, moved }, result);
  return EXIT.ok;
}
