import { homedir } from 'node:os';

import {
  defaultCacheFolder,
  defaultTrustFolder,
  openClient,
  proxyFromEnvironment,
  trustingHooks,
  type Client,
  type ProjectOptions,
  type ReadingOptions,
  type TrustMeans,
} from '@national-forge/client';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { dateOption, optionalString, wants } from '../options.ts';
import { printable } from '../output.ts';
import { describeFirstUse, projectProgress } from '../progress.ts';
import { text } from '../texts/texts.ts';
import { VERSION } from '../version.ts';
import { movedNames, type MovedNames } from './moved-names.ts';
import { findStoredToken, readSettings } from './settings.ts';

/** Is the registry spoken to when nothing else is said: the one `npm start` starts. */
const DEFAULT_REGISTRY = 'http://127.0.0.1:4100';

/** Chooses the registry: `--registry`, NFORGE_REGISTRY, the settings, the default; in the one form used for keys. */
export async function chooseRegistry(args: Arguments, io: Io): Promise<string> {
  const chosen = optionalString(args, 'registry') ?? (io.env.NFORGE_REGISTRY || undefined);
  return normalForm(chosen ?? (await readSettings(io)).registry ?? DEFAULT_REGISTRY);
}

/** Brings an address into the form under which its token is stored: `HTTPS://Forge.example.ma/` is `https://forge…`. */
function normalForm(address: string): string {
  return (URL.parse(address)?.href ?? address).replace(/\/+$/, '');
}

/** Chooses the token: NFORGE_TOKEN, else the one stored by `nforge login` for this registry. */
export async function chooseToken(io: Io, registry: string): Promise<string | undefined> {
  return (io.env.NFORGE_TOKEN?.trim() || undefined) ?? findStoredToken(io, registry);
}

interface Door {
  readonly registry: string;
  readonly token: string | undefined;
}

/** Opens a client for a registry with a given token, in the language, behind the proxy and with the CA of the person. */
export function clientFor(registry: string, token: string | undefined, io: Io): Client {
  return openFor({ registry, token }, io, movedNames(io));
}

function openFor({ registry, token }: Door, io: Io, moved: MovedNames): Client {
  const client: Client = openClient({
    ...trustingHooks(() => ({ ...trustMeans(io, client), registry }), readingOptions(io)),
    registry,
    token,
    userAgent: `nforge/${VERSION}`,
    language: io.json ? 'en' : io.locale,
    proxy: proxyFromEnvironment(io.env),
    caFile: io.env.NFORGE_CA_FILE || undefined,
    onMoved: moved.tell,
    onRetry: ({ attempt, delayMs, code }) => {
      const seconds = (delayMs / 1000).toFixed(1);
      if (!io.json && !io.quiet) io.err(`${text(io.locale, 'progress.retry', { attempt, seconds, code })}\n`);
    },
  });
  return client;
}

/** Says how what a registry shows is judged, and tells what is trusted because it was met for the first time. */
export function readingOptions(io: Io): ReadingOptions {
  return {
    now: () => io.now().getTime(),
    onFirstUse: (firstUse) => {
      if (!io.json) io.err(`${printable(describeFirstUse(firstUse, io.locale))}\n`);
    },
  };
}

/**
 * Runs something with a client and ends its connections afterwards.
 */
export async function withClient<T>(
  args: Arguments,
  io: Io,
  use: (client: Client, moved: MovedNames) => Promise<T>,
): Promise<T> {
  const registry = await chooseRegistry(args, io);
  const moved = movedNames(io, args);
  const client = openFor({ registry, token: await chooseToken(io, registry) }, io, moved);
  try {
    return await use(client, moved);
  } finally {
    await client.close();
  }
}

/** Names the folder of what this person has seen of logs and agencies. */
export function trustFolder(io: Io): string {
  return defaultTrustFolder(io.env, io.env.HOME ?? homedir());
}

/** Says with which means something is proved. */
export function trustMeans(io: Io, client: Client): TrustMeans {
  const cache = defaultCacheFolder(io.env, io.env.HOME ?? homedir());
  return { client, cache, trust: trustFolder(io), signal: io.signal };
}

/** Runs something on the project in the working folder, without a client when `--offline` was given. */
export async function withProject<const T>(
  args: Arguments,
  io: Io,
  use: (options: ProjectOptions, moved: MovedNames) => Promise<T>,
): Promise<T> {
  const progress = projectProgress(io);
  const base: ProjectOptions = {
    folder: io.cwd,
    cache: defaultCacheFolder(io.env, io.env.HOME ?? homedir()),
    trust: trustFolder(io),
    at: dateOption(args),
    signal: io.signal,
    onProgress: progress.take,
    now: io.now,
  };
  try {
    if (wants(args, 'offline')) return await use(base, movedNames(io, args));
    return await withClient(args, io, (client, moved) => use({ ...base, client }, moved));
  } finally {
    progress.end();
  }
}
