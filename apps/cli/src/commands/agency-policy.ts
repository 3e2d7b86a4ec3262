import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional, requiredString } from '../options.ts';
import { makeChange } from '../signing/make-change.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Bounds a threshold: an envelope holds 16 signatures, one of them that of a key that is added (docs/spec/signing.md). */
const MOST = 15;

function parseThreshold(value: string): number {
  if (!/^[1-9]\d?$/.test(value) || Number(value) > MOST)
    throw new UsageError('policy.threshold', { value, most: MOST }, { command: 'agency policy' });
  return Number(value);
}

/** Sets how many keys of an agency must sign. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = parseAgencyName(positional(args, 0));
  const threshold = parseThreshold(requiredString(args, 'threshold'));
  await makeChange(args, io, {
    agency,
    wish: () => Promise.resolve({ kind: 'agency-policy', threshold }),
    isAsked: (change) => change.kind === 'agency-policy' && change.threshold === threshold,
    again: `nforge agency policy ${agency} --threshold ${String(threshold)}`,
    tell: ({ leaf }) => io.err(`${text(io.locale, 'policy.done', { agency, threshold, index: leaf })}\n`),
  });
  return EXIT.ok;
}
