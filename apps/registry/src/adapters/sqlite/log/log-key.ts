import { ProblemError } from '@national-forge/api';
import { openLogKey, TransparencyError, type LogSigner } from '@national-forge/transparency';

import type { NamedKey } from './log-identities.ts';

/** Keeps the private key of the log outside the database. */
export interface LogKeyFile {
  /** Reads the key as PKCS #8 PEM; `undefined` where there is none, as in a restored folder. */
  find(): string | undefined;
  /** Reads the key that a fork made for this verifier key and has not put into its place yet; `undefined`: none. */
  findNext(key: string): string | undefined;
  /** Gives the key that is there, or makes one; of several processes at once one makes it and all get the same. */
  make(origin: string): string;
}

/** Signs as the log, with the key that it names. */
export interface LogKeyRing {
  /**
   * Gives the signer of the present name and key.
   * Throws `ProblemError` `log-key-missing` when the key is not there, or another one is.
   */
  signer(identity: NamedKey): LogSigner;
  /** Tells whether it could sign. */
  holds(identity: NamedKey): boolean;
}

/** Makes a ring that reads the file once, and again when the log changed its key. */
export function createLogKeyRing(file: LogKeyFile): LogKeyRing {
  let held: LogSigner | undefined;
  const find = ({ origin, key }: NamedKey): LogSigner | undefined => {
    if (held?.verifierKey === key) return held;
    const candidates = [file.find(), file.findNext(key)].map((pem) => openKey(origin, pem));
    held = candidates.find((signer) => signer?.verifierKey === key);
    return held;
  };
  return {
    signer(identity) {
      const signer = find(identity);
      if (signer === undefined) throw new ProblemError('log-key-missing', {});
      return signer;
    },
    holds: (identity) => find(identity) !== undefined,
  };
}

function openKey(origin: string, pem: string | undefined): LogSigner | undefined {
  try {
    return pem === undefined ? undefined : openLogKey(origin, pem);
  } catch (error) {
    if (error instanceof TransparencyError) return undefined;
    throw error;
  }
}
