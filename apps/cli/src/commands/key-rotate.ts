import { openKey, presentOnly, rotateKey, signWith } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString, requiredString, texts } from '../options.ts';
import { printJson } from '../output.ts';
import { withTrust, type Trusting } from '../session/trust.ts';
import { signersOf } from '../signing/choose-signers.ts';
import { makeChange } from '../signing/make-change.ts';
import { passphraseSource } from '../signing/passphrase.ts';
import { countOwn, findRotation, freshKey, nextHalf } from '../signing/rotation.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Replaces the key in one go: whoever has as many keys as the agency demands needs nobody else. */
async function rotateAlone(args: Arguments, io: Io, trusting: Trusting): Promise<void> {
  const { client, agencies } = trusting;
  const rotation = await findRotation(args, io, trusting);
  const { known, old } = rotation;
  const { agency, threshold } = known.state;
  if (threshold > countOwn(rotation))
    throw new UsageError('key.rotateShared', { agency, threshold }, { exit: EXIT.refused, command: 'key rotate' });
  const replaced = await openKey({ file: old.file }, passphraseSource(io, 'key.askOldPassphrase'));
  const { stored, signer } = await freshKey(io, rotation);
  // The old key signs the addition, the new one the revocation: a key that goes does not count for its own going.
  const sign =
    threshold > 1
      ? signersOf(io, { opened: [replaced, { signer, key: stored }] })
      : signWith([replaced.signer, signer]);
  const { added, revoked } = await rotateKey(client, { agency, from: old.fingerprint, to: signer, sign, agencies });
  if (io.json) {
    printJson(io, { agency, old: old.fingerprint, fresh: stored.fingerprint, added, revoked });
    return;
  }
  const { fingerprint, algorithm, file } = stored;
  const params = { fresh: fingerprint, old: old.fingerprint, agency };
  io.err(
    `${text(io.locale, 'key.created', { fingerprint, algorithm, file })}\n${text(io.locale, 'key.rotated', params)}\n`,
  );
  io.err(`${text(io.locale, 'key.rotatedKept', { agency })}\n`);
}

/**
 * Makes one half of the replacement, which several people sign in files. The second half names the state that the first one
 * makes, so it is begun when that is recorded.
 */
async function rotateTogether(args: Arguments, io: Io): Promise<void> {
  const agency = parseAgencyName(requiredString(args, 'agency'));
  const named = optionalString(args, 'key');
  await makeChange(args, io, {
    agency,
    wish: async (trusting) => nextHalf(io, await findRotation(args, io, trusting)),
    isAsked: (change) =>
      change.kind === 'key-add' ||
      (change.kind === 'key-revoke' && change.from === null && (named === undefined || isKey(change.key, named))),
    again: `nforge key rotate --agency ${agency}`,
    tell: ({ leaf }, change) => {
      if (change.kind === 'key-revoke') {
        const params = { fingerprint: change.key, agency, from: leaf };
        io.err(`${text(io.locale, 'key.revoked', params)}\n`);
      } else io.err(`${text(io.locale, 'key.rotateNext', { agency, index: leaf })}\n`);
    },
  });
}

const isKey = (fingerprint: string, named: string): boolean =>
  fingerprint.startsWith(`sha256:${named.toLowerCase().replace(/^sha256:/, '')}`);

/** Replaces a key of an agency by a new one: registers the new one, then revokes the old one. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const isShared = optionalString(args, 'out') !== undefined || texts(args, 'with').length > 0;
  if (isShared) await rotateTogether(args, io);
  else
    await withTrust(args, io, (trusting) =>
      rotateAlone(args, io, { ...trusting, agencies: presentOnly(trusting.agencies) }),
    );
  return EXIT.ok;
}
