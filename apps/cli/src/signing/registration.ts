import type { ChangeWish, VerifiedAgency } from '@national-forge/client';
import { isAlgorithmName } from '@national-forge/manifest';
import { isKeyActive, type AgencyKey } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalDays, strings, wants } from '../options.ts';
import { printJson } from '../output.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { keyRow } from './key-rows.ts';

const DAY_SECONDS = 24 * 3600;
const DEFAULT_DAYS = 90;

/** Says what a key is registered for. */
export type Use = Pick<Extract<ChangeWish, { kind: 'key-add' }>, 'use' | 'names' | 'expires'>;

/**
 * Reads what the words of the call want a key to be registered for. The registry judges the expiry by the time of the leaf,
 * so it counts from now.
 *
 * @throws UsageError for a name that no algorithm has, and for options of runners without `--ci`
 */
export function parseUse(args: Arguments, io: Io, agency: string): Use {
  const names = strings(args, 'names');
  const days = optionalDays(args);
  if (wants(args, 'ci')) {
    for (const name of names) assertShortName(name, agency);
    const expires = Math.floor(io.now().getTime() / 1000) + (days ?? DEFAULT_DAYS) * DAY_SECONDS;
    return { use: 'ci', names: names.length === 0 ? null : [...new Set(names)].sort(), expires };
  }
  if (names.length > 0) throw new UsageError('key.onlyForCi', { option: '--names' });
  if (days !== undefined) throw new UsageError('key.onlyForCi', { option: '--expires' });
  return { use: 'agency', names: null, expires: null };
}

/** The word that stands for "no names" in the log can be no name there. */
function assertShortName(name: string, agency: string): void {
  if (name === 'none' || !isAlgorithmName(`${agency}/${name}`))
    throw new UsageError('key.shortName', { value: name }, { command: 'key register' });
}

/**
 * Tells that a key is registered already: whoever repeats a call of which the answer was lost is done.
 *
 * @returns the exit code, or undefined for a key that does not count
 * @throws UsageError (exit 7) when the key has other rights than those asked for
 */
export function tellRegistered(args: Arguments, io: Io, asked: Registration): ExitCode | undefined {
  const { known, fingerprint, use } = asked;
  const { state, at } = known;
  const key = state.keys.find((one) => one.fingerprint === fingerprint);
  if (key === undefined || !isKeyActive(key, at)) return undefined;
  const { agency } = state;
  if (!isAsRegistered(key, use, optionalDays(args) !== undefined)) {
    const words = keyRow({ ...io, locale: io.json ? 'en' : io.locale }, key, { at, here: new Set() });
    const rights = words.slice(2).filter(Boolean).join(', ');
    throw new UsageError(
      'key.otherRights',
      { fingerprint, agency, rights },
      { exit: EXIT.conflict, hint: 'key.otherRightsHint' },
    );
  }
  if (io.json) printJson(io, { sent: false, already: true, agency, fingerprint, since: key.since });
  else io.err(`${text(io.locale, 'key.already', { fingerprint, agency, index: key.since })}\n`);
  return EXIT.ok;
}

/** Is a key that somebody wants to be registered, and for what. */
export interface Registration {
  readonly known: VerifiedAgency;
  readonly fingerprint: string;
  readonly use: Use;
}

/** Days that were asked for count from now, so that a call repeated within a day means the same expiry. */
function isAsRegistered(key: AgencyKey, { use, names, expires }: Use, hasDays: boolean): boolean {
  if (key.use !== use || key.names?.join() !== names?.join()) return false;
  if (use === 'agency' || expires === null || expires === undefined) return key.expires === null;
  return !hasDays || Math.abs((key.expires ?? 0) - expires) <= DAY_SECONDS;
}
