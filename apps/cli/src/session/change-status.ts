import { parseReference, parseVersion } from '@national-forge/manifest';
import type { StatusWish } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional } from '../options.ts';
import { printJson } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { text, type TextKey } from '../texts/texts.ts';
import { withClient } from './session.ts';

/** Changes the status of the release that the first argument names, and tells it. */
export async function changeStatus(
  args: Arguments,
  io: Io,
  change: { wish: StatusWish; done: TextKey },
): Promise<ExitCode> {
  const { name, selector } = parseReference(positional(args, 0));
  if (selector === undefined) throw new UsageError('usage.needsVersion', { value: positional(args, 0) });
  const version = parseVersion(selector);
  return withClient(args, io, async (client) => {
    const status = await client.setStatus(name, version, { ...change.wish, signal: io.signal });
    if (io.json) printJson(io, status);
    else io.err(`${text(io.locale, change.done, { release: `${name}@${version}` })}\n`);
    return EXIT.ok;
  });
}
