import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { parseVerifierKey } from '@national-forge/transparency';
import * as z from 'zod';

import { ClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { withFileLock } from '../files/project-lock.ts';
import { sweepLeftovers } from '../files/sweep.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import { openHead } from './head.ts';
import { formatKnownLog, parseKnownLog, type KnownLog } from './known-log.ts';
import { untrusted } from './step.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Names the folder of what is known of logs and agencies: XDG_STATE_HOME/nforge, else LOCALAPPDATA\nforge\state on
 * Windows, else ~/.local/state/nforge.
 */
export function defaultTrustFolder(environment: Environment, home: string, platform = process.platform): string {
  const xdg = environment['XDG_STATE_HOME'];
  if (xdg !== undefined && xdg.startsWith('/')) return join(xdg, 'nforge');
  const local = environment['LOCALAPPDATA'];
  if (platform === 'win32' && local !== undefined && local !== '') return join(local, 'nforge', 'state');
  return join(home, '.local', 'state', 'nforge');
}

/** Names the file of a log. Origins hold characters that no file name may, so their hash stands for them. */
export function knownLogPath(folder: string, origin: string): string {
  return join(folder, 'logs', `${shortHash(origin)}.json`);
}

/**
 * Reads what is known of a log; undefined when nothing is.
 * @throws ClientError `trust-invalid` when the file is damaged, which a checkpoint that its key did not sign tells too:
 * forgetting what was known would be what an attacker wants; `file-access`
 */
export async function readKnownLog(folder: string, origin: string): Promise<KnownLog | undefined> {
  const path = knownLogPath(folder, origin);
  const text = await findText(path);
  if (text === undefined) return undefined;
  const known = parseKnownLog(text);
  if (known?.origin !== origin || !isSigned(known)) throw new ClientError('trust-invalid', { params: { path } });
  return known;
}

function isSigned({ key, checkpoint }: KnownLog): boolean {
  try {
    openHead(checkpoint, parseVerifierKey(key));
    return true;
  } catch {
    return false;
  }
}

/** Lists the origins of all logs of which something is known; damaged files are for whoever needs that log. */
export async function listOrigins(folder: string): Promise<readonly string[]> {
  const logs = join(folder, 'logs');
  const names = await readdir(logs).catch((error: unknown) => (isAbsent(error) ? [] : fileFailure(logs)(error)));
  const found = names.filter((name) => name.endsWith('.json')).map(async (name) => findText(join(logs, name)));
  const texts = await Promise.all(found);
  return texts.flatMap((text) => parseKnownLog(text ?? '')?.origin ?? []).sort();
}

/**
 * Changes what is known of a log while no other process does. `change` gets what stands there now, and gives what is to
 * stand there, or undefined for no change.
 * @throws ClientError `trust-invalid`, `project-busy`, `file-access`, `disk-full`
 */
export async function changeKnownLog(
  folder: string,
  origin: string,
  change: (now: KnownLog | undefined) => KnownLog | undefined,
): Promise<void> {
  await replacePrivate(knownLogPath(folder, origin), async () => {
    const next = change(await readKnownLog(folder, origin));
    return next === undefined ? undefined : formatKnownLog(next);
  });
}

const address = z.object({ registry: z.string(), origin: z.string() });

/** Finds the origin of the log that a registry had when it was last used under this address. */
export async function findOrigin(folder: string, registry: string): Promise<string | undefined> {
  const path = addressPath(folder, registry);
  const text = await findText(path);
  if (text === undefined) return undefined;
  try {
    const known = address.parse(JSON.parse(text));
    if (known.registry === registry) return known.origin;
  } catch {
    // Told below.
  }
  throw new ClientError('trust-invalid', { params: { path } });
}

/** Says which log a registry has. */
export interface RegistryLog {
  readonly registry: string;
  readonly origin: string;
  /** The origin that it had before, where a person took this one in its place. */
  readonly replaces?: string | undefined;
}

/**
 * Remembers the origin of the log of a registry. Without it a liar under a known address could claim to be new.
 * @throws ClientError `untrusted` at `origin` when another process met another log under this address meanwhile;
 * `trust-invalid`, `project-busy`, `file-access`, `disk-full`
 */
export async function rememberOrigin(folder: string, { registry, origin, replaces }: RegistryLog): Promise<void> {
  if ((await findOrigin(folder, registry)) === origin) return;
  await replacePrivate(addressPath(folder, registry), async () => {
    const now = await findOrigin(folder, registry);
    if (now === origin) return undefined;
    if (now !== undefined && now !== replaces) {
      throw untrusted('origin', { what: registry, expected: now, actual: origin, reason: 'lock' });
    }
    return `${JSON.stringify({ registry, origin }, undefined, 2)}\n`;
  });
}

const addressPath = (folder: string, registry: string): string =>
  join(folder, 'registries', `${shortHash(registry)}.json`);

/**
 * Replaces a file while no other process does. Who was silent for so long that another took over writes nothing any more:
 * what it read is old.
 */
async function replacePrivate(path: string, next: () => Promise<string | undefined>): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(fileFailure(folder));
  await withFileLock(`${path}.lock`, {}, async (assertHeld) => {
    const prefix = `.${basename(path)}.`;
    await sweepLeftovers(folder, { isLeftover: (name) => name.startsWith(prefix) && name.endsWith('.tmp') });
    const text = await next();
    if (text === undefined) return;
    await writeAtomic(path, text, { mode: 0o600, ready: assertHeld });
    await syncFolder(folder).catch(fileFailure(folder));
  });
}

async function findText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    return fileFailure(path)(error);
  }
}

/** Gives 32 hexadecimal digits for a text of any characters. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
