import { signFolders, type SignedFolder } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, requiredString, texts, waiveOption } from '../options.ts';
import { printJson } from '../output.ts';
import { withJudge } from '../session/judge.ts';
import { withTrust } from '../session/trust.ts';
import { signersOf } from '../signing/choose-signers.ts';
import { readSignedFiles, writeSignedFile } from '../signing/signed-file.ts';
import { text } from '../texts/texts.ts';

function tell(
  io: Io,
  releases: readonly SignedFolder[],
  { out, folders }: { out: string; folders: readonly string[] },
) {
  for (const { name, version, statement, signed, threshold } of releases) {
    const release = `${name}@${version}`;
    io.err(`${text(io.locale, 'sign.release', { release, digest: statement.release })}\n`);
    for (const key of signed) io.err(`  ${text(io.locale, 'sign.by', { key })}\n`);
    io.err(`  ${text(io.locale, 'sign.count', { count: signed.length, threshold })}\n`);
  }
  const missing = Math.max(0, ...releases.map((release) => release.missing));
  const command = `nforge ${missing > 1 ? 'sign' : 'publish'} ${folders.join(' ')} --with ${out}`;
  io.err(`${text(io.locale, 'sign.written', { file: out })}\n`);
  io.err(`${text(io.locale, missing > 0 ? 'key.outNext' : 'key.outComplete', { command })}\n`);
}

/** Signs the releases of folders without publishing them; the signatures go into a file for the next one who must sign. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const named = args.positionals.length === 0 ? ['.'] : args.positionals;
  const folders = named.map((folder) => folderPath(io, folder));
  const nameOf = (folder: string): string => named[folders.indexOf(folder)] ?? folder;
  const out = requiredString(args, 'out');
  const waive = waiveOption(args);
  const given = await readSignedFiles(io, texts(args, 'with'));
  await withTrust(args, io, async ({ client, agencies }) => {
    const sign = signersOf(io, { named: texts(args, 'key') });
    const options = { sign, with: given, agencies, waive, signal: io.signal };
    const releases = await withJudge({ args, io, client, waive, nameOf }, (judges) =>
      signFolders(client, folders, { ...options, ...judges }),
    );
    await writeSignedFile(
      folderPath(io, out),
      releases.flatMap(({ envelope, waiver }) => (waiver === undefined ? [envelope] : [envelope, waiver.envelope])),
    );
    if (io.json) {
      const brief = releases.map(({ name, version, statement, threshold, signed, missing }) => ({
        ...{ name, version, releaseDigest: statement.release },
        ...{ threshold, signed, missing },
      }));
      printJson(io, { file: out, releases: brief });
    } else tell(io, releases, { out, folders: named });
  });
  return EXIT.ok;
}
