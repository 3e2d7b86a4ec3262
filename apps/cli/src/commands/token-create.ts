import { SCOPES, type Scope } from '@national-forge/api';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalDays, optionalString, requiredString, strings } from '../options.ts';
import { printJson } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

function parseScopes(words: readonly string[]): Scope[] {
  if (words.length === 0) throw new UsageError('usage.missingOption', { option: '--scope' });
  return words.map((word) => {
    const scope = SCOPES.find((one) => one === word);
    if (scope === undefined)
      throw new UsageError('usage.choice', { option: '--scope', value: word, choices: SCOPES.join(', ') });
    return scope;
  });
}

/** Creates a token for an agency. The secret goes to stdout alone, so that it can be piped into a store of secrets. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = requiredString(args, 'agency');
  const algorithms = strings(args, 'algorithm');
  const days = optionalDays(args);
  const input = {
    scopes: parseScopes(strings(args, 'scope')),
    label: optionalString(args, 'label') ?? 'token',
    ...(algorithms.length > 0 && { algorithms: [...algorithms] }),
    ...(days !== undefined && { expiresInDays: days }),
  };
  return withClient(args, io, async (client) => {
    const created = await client.createToken(agency, input, { signal: io.signal });
    if (io.json) printJson(io, created);
    else {
      io.out(`${created.token}\n`);
      io.err(`${text(io.locale, 'token.created', { id: created.id, agency, expires: created.expiresAt })}\n`);
    }
    return EXIT.ok;
  });
}
