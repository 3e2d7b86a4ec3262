import { parseAgencyName } from '@national-forge/manifest';
import { stateDigest } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional } from '../options.ts';
import { printJson, printRows } from '../output.ts';
import { withTrust } from '../session/trust.ts';
import { fingerprintsHere } from '../signing/choose-keys.ts';
import { keyDocument, keyRow } from '../signing/key-rows.ts';
import { text } from '../texts/texts.ts';

/** Shows the keys and the policy of an agency, proved by the log. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const asked = parseAgencyName(positional(args, 0));
  const here = await fingerprintsHere(io);
  await withTrust(args, io, async ({ agencies, moved }) => {
    const { state, at, origin } = await agencies(asked, { signal: io.signal });
    const { agency, threshold, epoch, leaf, keys } = state;
    // The history of its keys may be known here already, and then nobody is sent on by the registry.
    if (agency !== asked) moved.tell({ from: asked, to: agency });
    const digest = stateDigest(state);
    if (io.json) {
      const documents = keys.map((key) => keyDocument(key, at, here));
      printJson(io, {
        ...{ agency, origin, threshold, epoch, leaf, state: digest, keys: documents },
        ...moved.member(),
      });
      return;
    }
    printRows(io, [
      [text(io.locale, 'label.agency'), agency],
      [text(io.locale, 'agency.log'), origin],
      [text(io.locale, 'agency.threshold'), String(threshold)],
      [text(io.locale, 'agency.epoch'), String(epoch)],
      [text(io.locale, 'agency.state'), `${digest} (${text(io.locale, 'agency.leaf', { index: leaf })})`],
    ]);
    printRows(
      io,
      keys.map((key) => keyRow(io, key, { at, here })),
    );
    if (keys.length === 0) io.err(`${text(io.locale, 'key.noneOf', { agency })}\n`);
  });
  return EXIT.ok;
}
