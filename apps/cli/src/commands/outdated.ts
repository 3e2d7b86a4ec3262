import { outdated } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printJson, printRows } from '../output.ts';
import { withProject } from '../session/session.ts';
import { text } from '../texts/texts.ts';

/** Compares the locked versions with what there is; exit 10 when an update would change something. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [all, moved] = await withProject(args, io, async (options, names) => [await outdated(options), names]);
  const behind = all.filter(
    ({ current, wanted, latest }) => current !== wanted || (latest !== null && latest !== current),
  );
  if (io.json) printJson(io, { outdated: behind, ...moved.member() });
  else if (behind.length === 0) io.err(`${text(io.locale, 'outdated.none')}\n`);
  else {
    const head = ['label.name', 'outdated.current', 'outdated.wanted', 'label.latest'] as const;
    printRows(io, [
      head.map((key) => text(io.locale, key)),
      ...behind.map(({ name, current, wanted, latest }) => [name, current ?? '–', wanted, latest ?? '–']),
    ]);
  }
  return behind.length === 0 ? EXIT.ok : EXIT.different;
}
