import { isToken } from '@national-forge/admission';

import type { Arguments } from '../command.ts';
import { isSafeAddress } from '../session/safe-address.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printJson } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { readSecret } from '../secret-input.ts';
import { chooseRegistry, clientFor } from '../session/session.ts';
import { readSettings, storeToken, writeSettings } from '../session/settings.ts';
import { text } from '../texts/texts.ts';

/** Stores a token for a registry after the registry has said whose it is; the registry becomes the default. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const registry = await chooseRegistry(args, io);
  const token = await readSecret(args, io);
  // A token cut off while copying is found here, by its checksum, without sending it anywhere.
  if (!isToken(token)) throw new UsageError('login.notToken');
  if (isSafeAddress(registry) === 'clear') io.err(`${text(io.locale, 'login.insecure', { registry })}\n`);
  const client = clientFor(registry, token, io);
  try {
    const info = await client.whoami({ signal: io.signal });
    await storeToken(io, registry, token);
    await writeSettings(io, { ...(await readSettings(io)), registry });
    if (io.json) printJson(io, { registry, ...info });
    else
      io.err(
        `${text(io.locale, 'login.done', { registry, agency: info.agency ?? text(io.locale, 'label.operator'), scopes: info.scopes.join(', ') })}\n`,
      );
    return EXIT.ok;
  } finally {
    await client.close();
  }
}
