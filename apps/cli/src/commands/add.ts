import { addRequirements } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { withProject } from '../session/session.ts';
import { tellInstall } from '../session/tell-install.ts';

/** Adds algorithms to forge.json and installs them. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const result = await withProject(args, io, (options) => addRequirements(options, args.positionals));
  tellInstall(io, args, result);
  return EXIT.ok;
}
