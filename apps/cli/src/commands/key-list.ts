import { listKeys } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { describeError } from '../describe-error.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString } from '../options.ts';
import { printable, printJson, printRows } from '../output.ts';
import { withTrust } from '../session/trust.ts';
import { fingerprintsHere, keyFolder } from '../signing/choose-keys.ts';
import { keyDocument, keyRow, policyWords } from '../signing/key-rows.ts';
import { text } from '../texts/texts.ts';

async function listOfAgency(args: Arguments, io: Io, asked: string): Promise<void> {
  const here = await fingerprintsHere(io);
  await withTrust(args, io, async ({ agencies, moved }) => {
    const { state, at, origin } = await agencies(asked, { signal: io.signal });
    const { agency } = state;
    // The history of its keys may be known here already, and then nobody is sent on by the registry.
    if (agency !== asked) moved.tell({ from: asked, to: agency });
    if (io.json) {
      const keys = state.keys.map((key) => keyDocument(key, at, here));
      const { threshold, epoch, leaf } = state;
      printJson(io, { agency, origin, threshold, epoch, leaf, keys, ...moved.member() });
      return;
    }
    if (state.keys.length === 0) io.err(`${text(io.locale, 'key.noneOf', { agency })}\n`);
    else {
      printRows(
        io,
        state.keys.map((key) => keyRow(io, key, { at, here })),
      );
      io.err(`${policyWords(io, state, at)}\n`);
    }
  });
}

async function listLocal(io: Io): Promise<void> {
  const folder = keyFolder(io);
  const { keys, problems } = await listKeys(folder);
  if (io.json) {
    const reports = problems.map((problem) => describeError(problem, 'en'));
    printJson(io, { folder, keys, problems: reports });
    return;
  }
  for (const problem of problems) {
    const { message, hint = '' } = describeError(problem, io.locale);
    io.err(`${printable(`${message}\n  ${hint}`)}\n`);
  }
  if (keys.length === 0 && problems.length === 0) io.err(`${text(io.locale, 'key.none')}\n`);
  printRows(
    io,
    keys.map(({ fingerprint, algorithm, encrypted, label, createdAt }) => [
      fingerprint,
      algorithm,
      text(io.locale, encrypted ? 'key.encryptedWord' : 'key.plainWord'),
      createdAt ?? '–',
      label ?? '',
    ]),
  );
}

/** Lists the keys of this computer, or with `--agency` those that an agency has registered. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = optionalString(args, 'agency');
  if (agency === undefined) await listLocal(io);
  else await listOfAgency(args, io, parseAgencyName(agency));
  return EXIT.ok;
}
