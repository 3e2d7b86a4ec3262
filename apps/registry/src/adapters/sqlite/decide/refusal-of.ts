import type { ProblemCode } from '@national-forge/api';
import { TransparencyError, type TransparencyErrorCode } from '@national-forge/transparency';

import { Refusal } from '../refusal.ts';

const CODES: Partial<Readonly<Record<TransparencyErrorCode, ProblemCode>>> = {
  'key-taken': 'key-taken',
  'key-unknown': 'key-unknown',
  'key-malformed': 'key-refused',
  'key-weak': 'key-refused',
  'key-unproved': 'key-refused',
  'change-stale': 'change-stale',
  'signature-invalid': 'signature-invalid',
  'signer-unknown': 'signature-invalid',
  'signer-revoked': 'signature-invalid',
  'signer-expired': 'signature-invalid',
  'signer-not-allowed': 'signature-invalid',
  'envelope-malformed': 'signature-invalid',
  'envelope-type': 'signature-invalid',
  'release-mismatch': 'statement-mismatch',
  'statement-malformed': 'statement-mismatch',
  'threshold-unmet': 'threshold-unmet',
  'threshold-unreachable': 'threshold-unreachable',
};

/** Turns what the rules of keys and signatures say into the problem that is told; other errors stay as they are. */
export function asRefusal(error: unknown, agency: string): unknown {
  if (!(error instanceof TransparencyError)) return error;
  const code = CODES[error.code] ?? 'change-refused';
  return new Refusal(code, { reason: error.code, ...error.params, agency });
}
