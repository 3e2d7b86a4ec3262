import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional, requiredString } from '../options.ts';
import { printJson } from '../output.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

/** Revokes a token of an agency by its identifier. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [agency, id] = [requiredString(args, 'agency'), positional(args, 0)];
  return withClient(args, io, async (client) => {
    await client.revokeToken(agency, id, { signal: io.signal });
    if (io.json) printJson(io, { agency, id, revoked: true });
    else io.err(`${text(io.locale, 'token.revoked', { id })}\n`);
    return EXIT.ok;
  });
}
