import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import * as z from 'zod';

import type { Io } from '../io.ts';
import { codeOf } from '../system-code.ts';
import { UsageError } from '../usage-error.ts';

const settingsSchema = z.object({ registry: z.string().optional() });
const credentialsSchema = z.object({ tokens: z.record(z.string(), z.string()).default({}) });

/** Holds what a person chose for all calls. */
export type Settings = z.infer<typeof settingsSchema>;

/** Names the folder of the settings: XDG_CONFIG_HOME/nforge, else APPDATA\nforge on Windows, else ~/.config/nforge. */
export function settingsFolder(env: Io['env'], platform = process.platform): string {
  const xdg = env.XDG_CONFIG_HOME;
  if (xdg?.startsWith('/')) return join(xdg, 'nforge');
  if (platform === 'win32' && env.APPDATA) return join(env.APPDATA, 'nforge');
  return join(env.HOME ?? homedir(), '.config', 'nforge');
}

const settingsFile = (io: Io): string => join(settingsFolder(io.env), 'config.json');

/** Names the file of the tokens. */
export const credentialsFile = (io: Io): string => join(settingsFolder(io.env), 'credentials.json');

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const source = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '{}';
    throw new UsageError('settings.unreadable', { file, reason: codeOf(error) }, { cause: error });
  });
  try {
    return schema.parse(JSON.parse(source));
  } catch (error) {
    throw new UsageError('settings.unreadable', { file, reason: 'JSON' }, { cause: error });
  }
}

/** Writes a file whole or not at all, readable by its owner only: the folder holds tokens. */
async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${String(process.pid)}.new`;
  try {
    await writeFile(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    await chmod(fresh, 0o600);
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Reads the settings; a missing file means none. */
export function readSettings(io: Io): Promise<Settings> {
  return readJson(settingsFile(io), settingsSchema);
}

/** Writes the settings. */
export function writeSettings(io: Io, settings: Settings): Promise<void> {
  return writeJson(settingsFile(io), settings);
}

/** Finds the token stored for a registry. */
export async function findStoredToken(io: Io, registry: string): Promise<string | undefined> {
  return (await readJson(credentialsFile(io), credentialsSchema)).tokens[registry];
}

/** Stores the token of a registry, or forgets it. */
export async function storeToken(io: Io, registry: string, token: string | undefined): Promise<void> {
  const { tokens } = await readJson(credentialsFile(io), credentialsSchema);
  const others = Object.entries(tokens).filter(([name]) => name !== registry);
  await writeJson(credentialsFile(io), {
    tokens: Object.fromEntries([...others, ...(token === undefined ? [] : [[registry, token] as const])]),
  });
}
