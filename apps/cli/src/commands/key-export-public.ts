import { exportPublic, findKey, listKeys } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString } from '../options.ts';
import { printJson } from '../output.ts';
import { keyFolder, keyOfEnvironment, onlyKey } from '../signing/choose-keys.ts';

async function publicKeyOf(io: Io, selector: string | undefined): Promise<{ readonly public: string }> {
  if (selector !== undefined) return findKey(keyFolder(io), selector);
  const fromEnvironment = await keyOfEnvironment(io);
  return fromEnvironment?.key ?? onlyKey(io, await listKeys(keyFolder(io)));
}

/** Prints the public half of a key: as a PEM file, in base64, or its fingerprint. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const exported = exportPublic(await publicKeyOf(io, args.positionals[0]));
  const format = optionalString(args, 'format') ?? 'pem';
  if (io.json) printJson(io, exported);
  else if (format === 'pem') io.out(exported.pem);
  else io.out(`${format === 'base64' ? exported.base64 : exported.fingerprint}\n`);
  return EXIT.ok;
}
