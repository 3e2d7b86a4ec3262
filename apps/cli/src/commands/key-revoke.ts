import { ClientError, type ChangeWish } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';
import type { AgencyKey } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalIndex, positional, requiredString } from '../options.ts';
import { makeChange } from '../signing/make-change.ts';
import { registeredKey } from '../signing/registered-key.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

const hexOf = (selector: string): string => selector.toLowerCase().replace(/^sha256:/, '');

/** Revokes a key of an agency, from now on or from an earlier place in the log. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = parseAgencyName(requiredString(args, 'agency'));
  const selector = positional(args, 0);
  const from = optionalIndex(args, 'from') ?? null;
  await makeChange(args, io, {
    agency,
    wish: async ({ agencies }): Promise<ChangeWish> => {
      const { state, at } = await agencies(agency, { signal: io.signal });
      const key = registeredKey(state, selector);
      assertRevocable(key, { agency, from, next: at.index });
      return { kind: 'key-revoke', key: key.fingerprint, from };
    },
    isAsked: (change) =>
      change.kind === 'key-revoke' && hexOf(change.key).startsWith(hexOf(selector)) && change.from === from,
    again: `nforge key revoke ${selector} --agency ${agency}${from === null ? '' : ` --from ${String(from)}`}`,
    tell: ({ leaf }, change) => {
      if (change.kind !== 'key-revoke')
        throw new ClientError('receipt-invalid', { params: { reason: 'kind', index: leaf } });
      const params = { fingerprint: change.key, agency, from: change.from ?? leaf };
      io.err(`${text(io.locale, 'key.revoked', params)}\n`);
    },
  });
  return EXIT.ok;
}

interface Revocation {
  readonly agency: string;
  readonly from: number | null;
  /** The place of the next leaf. */
  readonly next: number;
}

/** A second revocation may only reach further back: found out later that the theft was earlier. */
function assertRevocable({ fingerprint, since, until }: AgencyKey, { agency, from, next }: Revocation): void {
  const last = until === null ? next : until - 1;
  if (until !== null && (from === null || from >= until))
    throw new UsageError(
      'revoke.already',
      { fingerprint, agency, index: until },
      { exit: EXIT.conflict, hint: 'revoke.alreadyHint' },
    );
  if (from !== null && (from < since || from > last))
    throw new UsageError('revoke.from', { value: from, since, last }, { command: 'key revoke' });
}
