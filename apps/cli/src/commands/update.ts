import { update } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { withProject } from '../session/session.ts';
import { tellInstall } from '../session/tell-install.ts';

/** Raises the locked versions as far as forge.json allows, of the named algorithms or of all. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [result, moved] = await withProject(args, io, async (options, names) => [
    await update(options, args.positionals),
    names,
  ]);
  tellInstall({ io, args, moved }, result);
  return EXIT.ok;
}
