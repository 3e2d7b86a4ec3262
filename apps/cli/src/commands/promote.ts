import type { Client } from '@national-forge/client';
import { parseAlgorithmName, parseChannelName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { reasonOf, requiredString } from '../options.ts';
import { printJson } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

async function versionOn(client: Client, io: Io, place: { name: string; tag: string }): Promise<string> {
  const { channels } = await client.algorithm(place.name, { signal: io.signal });
  const version = channels[place.tag];
  if (version === undefined) throw new UsageError('channel.absent', place, { exit: EXIT.notFound });
  return version;
}

/** Lets a channel of several algorithms point to what another channel points to: all of them or none. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const names = args.positionals.map(parseAlgorithmName);
  const from = parseChannelName(requiredString(args, 'from'));
  const to = parseChannelName(requiredString(args, 'to'));
  const reason = reasonOf(args);
  return withClient(args, io, async (client) => {
    const moves = await Promise.all(
      names.map(async (name) => ({ name, tag: to, version: await versionOn(client, io, { name, tag: from }) })),
    );
    const list = await client.moveChannels(moves, reason, { signal: io.signal });
    if (io.json) printJson(io, list);
    else
      for (const { name, version } of moves) io.err(`${text(io.locale, 'channel.set', { name, tag: to, version })}\n`);
    return EXIT.ok;
  });
}
