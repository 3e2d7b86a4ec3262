import { isOrigin } from '@national-forge/transparency';

import { CommandError } from './command.ts';
import type { Io } from './io.ts';

/**
 * Tells the name that a new log takes: `--origin`, else NFORGE_ORIGIN, else host, port and path of the public address. It
 * is asked at the very first start alone; undefined lets the data folder choose a random one.
 * Throws `CommandError` with exit code 2 for what cannot name a log.
 */
export function chooseOrigin(
  options: { readonly origin?: string | undefined; readonly publicUrl?: string | undefined },
  { env }: Pick<Io, 'env'>,
): string | undefined {
  const given = options.origin ?? (env.NFORGE_ORIGIN || undefined);
  if (given !== undefined) return assertOrigin(given);
  const address = options.publicUrl ?? (env.NFORGE_PUBLIC_URL || undefined);
  return address !== undefined && URL.canParse(address) ? originOf(new URL(address)) : undefined;
}

function assertOrigin(text: string): string {
  if (isOrigin(text)) return text;
  throw new CommandError(
    `--origin "${text}": write a name such as forge.example.ma, without spaces and plus signs.`,
    2,
  );
}

/** The address without its scheme and without a slash at the end (C2SP tlog-tiles, "Parameters"). */
function originOf({ host, pathname }: URL): string | undefined {
  const name = `${host}${pathname}`.replace(/\/+$/, '');
  return isOrigin(name) ? name : undefined;
}
