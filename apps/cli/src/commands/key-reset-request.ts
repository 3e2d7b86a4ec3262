import { requestReset } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, optionalString, requiredString } from '../options.ts';
import { printJson } from '../output.ts';
import { withTrust } from '../session/trust.ts';
import { writeSignedFile } from '../signing/signed-file.ts';
import { unregisteredKey } from '../signing/unregistered-key.ts';
import { text } from '../texts/texts.ts';

/** Writes the request with which the operator puts a new key in the place of all that an agency has lost. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = parseAgencyName(requiredString(args, 'agency'));
  const out = requiredString(args, 'out');
  await withTrust(args, io, async ({ client, agencies }) => {
    const { state } = await agencies(agency, { signal: io.signal });
    const key = await unregisteredKey(io, state, optionalString(args, 'key'));
    const envelope = await requestReset(client, { agency, key, agencies });
    await writeSignedFile(folderPath(io, out), [envelope]);
    if (io.json) printJson(io, { agency, key: key.fingerprint, file: out });
    else {
      io.err(`${text(io.locale, 'key.resetWritten', { file: out })}\n  ${key.fingerprint}\n`);
      io.err(`${text(io.locale, 'key.resetNext', { agency })}\n`);
    }
  });
  return EXIT.ok;
}
