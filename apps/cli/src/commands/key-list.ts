import { listKeys } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { describeError } from '../describe-error.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString } from '../options.ts';
import { printable, printJson, printRows } from '../output.ts';
import { withTrust } from '../session/trust.ts';
import { keyFolder } from '../signing/choose-keys.ts';
import { keyDocument, keyRow, policyWords } from '../signing/key-rows.ts';
import { text } from '../texts/texts.ts';

async function listOfAgency(args: Arguments, io: Io, agency: string): Promise<void> {
  const here = new Set((await listKeys(keyFolder(io))).keys.map(({ fingerprint }) => fingerprint));
  await withTrust(args, io, async ({ agencies }) => {
    const { state, at, origin } = await agencies(agency, { signal: io.signal });
    if (io.json) {
      const keys = state.keys.map((key) => keyDocument(key, at, here));
      printJson(io, { agency, origin, threshold: state.threshold, epoch: state.epoch, leaf: state.leaf, keys });
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
  for (const problem of problems) io.err(`${printable(describeError(problem, io.locale).message)}\n`);
  if (keys.length === 0) io.err(`${text(io.locale, 'key.none')}\n`);
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
