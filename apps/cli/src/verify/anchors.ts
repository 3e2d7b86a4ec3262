import { findLock, type Anchors } from '@national-forge/client';
import { parseVerifierKey } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { optionalString, strings } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** Reads what a person names to vouch for a release, and what the project in the working folder pins. */
export async function readAnchors(args: Arguments, folder: string): Promise<Anchors> {
  const logKey = optionalString(args, 'log-key')?.trim();
  if (logKey !== undefined) assertLogKey(logKey);
  const agencyKeys = strings(args, 'agency-key').map(fingerprintOf);
  return { logKey, agencyKeys, lock: await findLock(folder) };
}

function assertLogKey(value: string): void {
  try {
    parseVerifierKey(value);
  } catch (cause) {
    throw new UsageError('verify.logKey', { value }, { cause, command: 'verify' });
  }
}

/** People copy fingerprints with and without the name of the hash. */
function fingerprintOf(value: string): string {
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(value)?.[1];
  if (hex === undefined) throw new UsageError('verify.agencyKey', { value }, { command: 'verify' });
  return `sha256:${hex.toLowerCase()}`;
}
