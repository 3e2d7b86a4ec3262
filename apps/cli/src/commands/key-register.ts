import { ClientError, type ChangeWish } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';
import { parsePublicKey, type AgencyChange, type Signer } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString, requiredString, strings, texts, wants } from '../options.ts';
import { makeChange } from '../signing/make-change.ts';
import { parseUse, tellRegistered, type Use } from '../signing/registration.ts';
import { unregisteredKey } from '../signing/unregistered-key.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

const wordsOf = (args: Arguments, option: string): string => {
  const value = strings(args, option).join(',');
  return value === '' ? '' : ` --${option} ${value}`;
};

/** Lets a key sign for an agency: the keys that it has already sign, and the new one. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = parseAgencyName(requiredString(args, 'agency'));
  const use = parseUse(args, io, agency);
  let isFirst = false;
  let key: Signer | undefined;
  return makeChange(args, io, {
    agency,
    before: async ({ agencies }) => {
      if (texts(args, 'with').length > 0) return undefined;
      const known = await agencies(agency, { signal: io.signal });
      isFirst = known.state.keys.length === 0;
      if (isFirst) assertMayBeFirst(use, agency);
      key = await unregisteredKey(io, known.state, optionalString(args, 'key'));
      return tellRegistered(args, io, { known, fingerprint: key.fingerprint, use });
    },
    wish: () => wishFor(key, use),
    isAsked: (change) => isAsked(change, { use, named: optionalString(args, 'key') }),
    again: `nforge key register --agency ${agency}${wants(args, 'ci') ? ' --ci' : ''}${wordsOf(args, 'names')}`,
    tell: ({ leaf }, change) => {
      if (change.kind !== 'key-add')
        throw new ClientError('receipt-invalid', { params: { reason: 'kind', index: leaf } });
      const { fingerprint } = parsePublicKey(change.public);
      io.err(`${text(io.locale, 'key.registered', { fingerprint, agency, index: leaf })}\n`);
      if (isFirst) io.err(`${text(io.locale, 'key.first', { agency })}\n`);
    },
  });
}

/** A runner's key signs releases only: an agency that began with one could never change its keys. */
function assertMayBeFirst({ use }: Use, agency: string): void {
  if (use === 'ci') throw new UsageError('key.firstCi', { agency }, { exit: EXIT.refused, hint: 'key.firstCiHint' });
}

function wishFor(key: Signer | undefined, use: Use): Promise<ChangeWish> {
  if (key === undefined) throw new Error('no key was chosen');
  return Promise.resolve({ kind: 'key-add', key, ...use });
}

/** Compares what a colleague prepared with the words of this call; the expiry is the colleague's. */
function isAsked(
  change: AgencyChange['change'],
  asked: { readonly use: Use; readonly named: string | undefined },
): boolean {
  if (change.kind !== 'key-add' || change.use !== asked.use.use) return false;
  const names = asked.use.names ?? null;
  if (names !== null && change.names?.join() !== names.join()) return false;
  const hex = asked.named?.toLowerCase().replace(/^sha256:/, '') ?? '';
  return !/^[0-9a-f]{4,64}$/.test(hex) || parsePublicKey(change.public).fingerprint.startsWith(`sha256:${hex}`);
}
