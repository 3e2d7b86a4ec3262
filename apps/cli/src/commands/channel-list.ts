import { parseAlgorithmName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional } from '../options.ts';
import { printJson, printRows } from '../output.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

/** Lists the channels of an algorithm. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const name = parseAlgorithmName(positional(args, 0));
  return withClient(args, io, async (client, moved) => {
    const { channels } = await client.algorithm(name, { signal: io.signal });
    if (io.json) printJson(io, { name: moved.present(name), channels, ...moved.member() });
    else if (Object.keys(channels).length === 0) io.err(`${text(io.locale, 'channel.none', { name })}\n`);
    else printRows(io, Object.entries(channels));
    return EXIT.ok;
  });
}
