import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { envelope as envelopeBody, ProblemError, type EnvelopeBody } from '@national-forge/api';
import { isAgencyName } from '@national-forge/manifest';

import { resetKeys } from '../usecases/keys/change-keys.ts';
import { CommandError, printLine, tellLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { withRegistry } from './with-registry.ts';

/** Is what `agency reset-keys` takes. */
export interface ResetKeysOptions extends DataOptions {
  readonly name: string;
  readonly with: string;
  readonly reason: string;
}

/**
 * Replaces all keys of an agency that has lost them by the one that signed a file. It is loud: clients that knew the agency
 * refuse it until a person trusts the new key.
 */
export async function run(options: ResetKeysOptions, io: Io): Promise<number> {
  const { name: agency, reason } = options;
  if (reason.trim().length < 3) throw new CommandError('--reason: say why, in 3 characters or more.', 2);
  const envelope = await readEnvelopeFile(resolve(io.cwd, options.with), agency);
  assertFor(agency, envelope, options.with);
  const done = await withRegistry(options, io, ({ deps }) => resetKeys(deps, { agency, envelope, reason }));
  if (options.json) printLine(io, JSON.stringify(done));
  else {
    tellLine(io, `The keys of "${agency}" were replaced: leaf ${done.leaf} of the log.`);
    tellLine(io, `Clients that knew the agency refuse it until "nforge agency trust ${agency}" is run on them.`);
  }
  return 0;
}

/** Bounds the file: an envelope is never larger. */
const FILE_BYTES = 131_072;

async function readEnvelopeFile(path: string, agency: string): Promise<EnvelopeBody> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CommandError(`the file ${path} cannot be read.`, 2, cause);
  });
  const parsed = envelopeBody.safeParse(bytes.length > FILE_BYTES ? undefined : parseJson(bytes));
  if (parsed.success) return parsed.data;
  throw new ProblemError('signature-invalid', { agency, reason: 'envelope-malformed', key: '' });
}

/** A file of another agency is a slip of whoever types; what else is wrong with the payload is for the rules to say. */
function assertFor(agency: string, { payload }: EnvelopeBody, file: string): void {
  const change = parseJson(Buffer.from(payload, 'base64'));
  const named = typeof change === 'object' && change !== null && 'agency' in change ? change.agency : undefined;
  if (typeof named !== 'string' || !isAgencyName(named) || named === agency) return;
  throw new CommandError(`${file} holds a request of "${named}", not of "${agency}".`, 2);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
