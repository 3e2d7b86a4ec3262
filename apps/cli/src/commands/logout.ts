import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { wants } from '../options.ts';
import { printJson } from '../output.ts';
import { chooseRegistry, clientFor } from '../session/session.ts';
import { findStoredToken, storeToken } from '../session/settings.ts';
import { text } from '../texts/texts.ts';

/** Forgets the stored token of a registry; with `--revoke` the registry forgets it too. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const registry = await chooseRegistry(args, io);
  const token = await findStoredToken(io, registry);
  const revoke = token !== undefined && wants(args, 'revoke');
  if (revoke) {
    const client = clientFor(registry, token, io);
    await client.logout({ signal: io.signal }).finally(() => client.close());
  }
  await storeToken(io, registry, undefined);
  const done = token === undefined ? 'logout.nothing' : revoke ? 'logout.revoked' : 'logout.done';
  if (io.json) printJson(io, { registry, forgotten: token !== undefined, revoked: revoke });
  else io.err(`${text(io.locale, done, { registry })}\n`);
  return EXIT.ok;
}
