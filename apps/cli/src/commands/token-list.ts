import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { requiredString } from '../options.ts';
import { printJson, printRows } from '../output.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

/** Lists the tokens of an agency, without their secrets. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = requiredString(args, 'agency');
  return withClient(args, io, async (client) => {
    const { tokens } = await client.tokens(agency, { signal: io.signal });
    if (io.json) printJson(io, { tokens });
    else if (tokens.length === 0) io.err(`${text(io.locale, 'token.none', { agency })}\n`);
    else {
      const state = (revokedAt: string | null, expiresAt: string) =>
        revokedAt === null
          ? text(io.locale, 'token.until', { date: expiresAt })
          : text(io.locale, 'token.revokedAt', { date: revokedAt });
      printRows(
        io,
        tokens.map(({ id, label, scopes, revokedAt, expiresAt }) => [
          id,
          label,
          scopes.join(','),
          state(revokedAt, expiresAt),
        ]),
      );
    }
    return EXIT.ok;
  });
}
