import type { AgencyKey, AgencyState, Signer } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import { listKeys } from './list-keys.ts';
import { openKey, type OpenKeyOptions } from './open-key.ts';

/** Asks for signatures of an agency. */
export interface SigningRequest {
  readonly agency: string;
  /** What is to be signed: `agency/name@version`, or the kind of a change. */
  readonly subject: string;
  /** The verified state of the agency. */
  readonly state: AgencyState;
  /** The keys that count for this at this moment, those that signed already left out. */
  readonly usable: readonly AgencyKey[];
  /** How many keys must sign. */
  readonly threshold: number;
  /** Fingerprints of the keys whose signatures are there and count. */
  readonly signed: readonly string[];
}

/** Chooses the keys that sign, opens them and gives them back; fewer than needed leave the rest to the next person. */
export type ChooseSigners = (request: SigningRequest) => Promise<readonly Signer[]>;

/** Says which keys of a folder may be used. */
export interface KeysOfFolder extends OpenKeyOptions {
  readonly folder: string;
  /** Fingerprints; default: every key of the folder. */
  readonly only?: readonly string[] | undefined;
}

/**
 * Signs with the keys of a folder: those that count, as many as are missing. A passphrase is asked for only for a key that
 * is used.
 * @returns a chooser, which throws ClientError `key-missing` when the folder has no key that counts and nobody has signed,
 * and what {@link openKey} throws
 */
export function signWithFolder(keys: KeysOfFolder): ChooseSigners {
  return async ({ agency, usable, threshold, signed }) => {
    const { keys: stored, problems } = await listKeys(keys.folder);
    const counting = new Set(usable.map(({ fingerprint }) => fingerprint));
    const chosen = stored
      .filter(({ fingerprint }) => counting.has(fingerprint) && (keys.only?.includes(fingerprint) ?? true))
      .slice(0, Math.max(0, threshold - signed.length));
    if (chosen.length === 0 && signed.length === 0) {
      throw problems[0] ?? new ClientError('key-missing', { params: { key: agency, folder: keys.folder } });
    }
    const signers: Signer[] = [];
    for (const { file } of chosen) signers.push((await openKey({ file }, keys)).signer);
    return signers;
  };
}

/** Signs with keys that are open already: those that count. Giving none that counts is told as `key-unfit`. */
export function signWith(signers: readonly Signer[]): ChooseSigners {
  return ({ usable, signed }) => {
    const counting = new Set(usable.map(({ fingerprint }) => fingerprint));
    const left = signers.filter(({ fingerprint }) => !signed.includes(fingerprint));
    const chosen = left.filter(({ fingerprint }) => counting.has(fingerprint));
    // All of them are given back when none counts, so that the reason is told of the key itself.
    return Promise.resolve(chosen.length > 0 ? chosen : left);
  };
}
