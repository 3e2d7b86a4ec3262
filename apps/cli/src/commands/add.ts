import { addRequirements } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { withProject } from '../session/session.ts';
import { tellInstall } from '../session/tell-install.ts';

/** Adds algorithms to forge.json and installs them. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [result, moved] = await withProject(args, io, async (options, names) => [
    await addRequirements(options, args.positionals),
    names,
  ]);
  tellInstall({ io, args, moved }, result);
  return EXIT.ok;
}
