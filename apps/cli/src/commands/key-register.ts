import { ClientError, type ChangeWish } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';
import { parsePublicKey, type AgencyChange } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalDays, optionalString, requiredString, strings, wants } from '../options.ts';
import { makeChange } from '../signing/make-change.ts';
import { unregisteredKey } from '../signing/unregistered-key.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

const DAY_SECONDS = 24 * 3600;
const DEFAULT_DAYS = 90;

/** Says what a key is registered for. */
type Use = Pick<Extract<ChangeWish, { kind: 'key-add' }>, 'use' | 'names' | 'expires'>;

/** The registry judges the expiry by the time of the leaf, so it counts from now. */
function parseUse(args: Arguments, io: Io): Use {
  const names = strings(args, 'names');
  const days = optionalDays(args);
  if (wants(args, 'ci')) {
    const expires = Math.floor(io.now().getTime() / 1000) + (days ?? DEFAULT_DAYS) * DAY_SECONDS;
    return { use: 'ci', names: names.length === 0 ? null : [...new Set(names)].sort(), expires };
  }
  if (names.length > 0) throw new UsageError('key.onlyForCi', { option: '--names' });
  if (days !== undefined) throw new UsageError('key.onlyForCi', { option: '--expires' });
  return { use: 'agency', names: null, expires: null };
}

const wordsOf = (args: Arguments, option: string): string => {
  const value = strings(args, option).join(',');
  return value === '' ? '' : ` --${option} ${value}`;
};

/** Lets a key sign for an agency: the keys that it has already sign, and the new one. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = parseAgencyName(requiredString(args, 'agency'));
  const use = parseUse(args, io);
  let isFirst = false;
  await makeChange(args, io, {
    agency,
    wish: async ({ agencies }) => {
      const { state } = await agencies(agency, { signal: io.signal });
      isFirst = state.keys.length === 0;
      return { kind: 'key-add', key: await unregisteredKey(io, state, optionalString(args, 'key')), ...use };
    },
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
  return EXIT.ok;
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
  return !/^[0-9a-f]{8,64}$/.test(hex) || parsePublicKey(change.public).fingerprint.startsWith(`sha256:${hex}`);
}
