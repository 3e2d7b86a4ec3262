import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional, requiredString, texts } from '../options.ts';
import { printJson } from '../output.ts';
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
  return makeChange(args, io, {
    agency,
    before: async ({ agencies }) => {
      if (texts(args, 'with').length > 0) return undefined;
      const { state } = await agencies(agency, { signal: io.signal });
      return state.threshold === threshold ? tellAlready(io, { agency, threshold }) : undefined;
    },
    wish: () => Promise.resolve({ kind: 'agency-policy', threshold }),
    isAsked: (change) => change.kind === 'agency-policy' && change.threshold === threshold,
    again: `nforge agency policy ${agency} --threshold ${String(threshold)}`,
    tell: ({ leaf }) => io.err(`${text(io.locale, 'policy.done', { agency, threshold, index: leaf })}\n`),
  });
}

/** A leaf that changes nothing would only make colleagues sign for nothing. */
function tellAlready(io: Io, policy: { readonly agency: string; readonly threshold: number }): ExitCode {
  if (io.json) printJson(io, { sent: false, already: true, ...policy });
  else io.err(`${text(io.locale, 'policy.already', policy)}\n`);
  return EXIT.ok;
}
