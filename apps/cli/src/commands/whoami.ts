import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printJson, printRows } from '../output.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

/** Tells whose token is used, for what, and until when. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  return withClient(args, io, async (client) => {
    const info = await client.whoami({ signal: io.signal });
    if (io.json) printJson(io, { registry: client.registry, ...info });
    else {
      printRows(io, [
        [text(io.locale, 'label.registry'), client.registry],
        [text(io.locale, 'label.agency'), info.agency ?? text(io.locale, 'label.operator')],
        [text(io.locale, 'label.scopes'), info.scopes.join(', ')],
        [text(io.locale, 'label.algorithms'), info.algorithms?.join(', ') ?? '*'],
        [text(io.locale, 'label.expires'), info.expiresAt],
      ]);
    }
    return EXIT.ok;
  });
}
