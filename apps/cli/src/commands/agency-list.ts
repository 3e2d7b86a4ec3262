import type { Agency } from '@national-forge/api';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { localText, printJson, printRows } from '../output.ts';
import { withClient } from '../session/session.ts';

/** Lists the agencies of the registry. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  return withClient(args, io, async (client) => {
    const agencies: Agency[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await client.agencies({ limit: 100, cursor, signal: io.signal });
      agencies.push(...page.agencies);
      // A registry that names the same cursor again would send its reader round for ever.
      cursor = page.cursor === cursor ? undefined : page.cursor;
      if (cursor === undefined) break;
    }
    if (io.json) printJson(io, { agencies });
    else
      printRows(
        io,
        agencies.map(({ name, title }) => [name, localText(io, title)]),
      );
    return EXIT.ok;
  });
}
