import { parseAlgorithmName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional } from '../options.ts';
import { printJson, printRows } from '../output.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

const FLAGS = ['yanked', 'deprecated', 'tombstoned'] as const;

/** Lists all versions of an algorithm, newest publication first. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const name = parseAlgorithmName(positional(args, 0));
  return withClient(args, io, async (client, moved) => {
    const versions = await (await client.versions(name, { signal: io.signal })).all();
    if (io.json) printJson(io, { name: moved.present(name), versions, ...moved.member() });
    else {
      printRows(
        io,
        versions.map(({ version, publishedAt, validity, ...flags }) => [
          version,
          publishedAt.slice(0, 10),
          validity ? `${validity.from} – ${validity.until ?? '…'}` : '',
          FLAGS.flatMap((flag) => (flags[flag] ? [text(io.locale, `label.${flag}`)] : [])).join(', '),
        ]),
      );
    }
    return EXIT.ok;
  });
}
