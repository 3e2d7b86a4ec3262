import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { ClientError, isClientError } from '../client-error.ts';
import { fileFailure, isAbsent } from '../files/file-failure.ts';
import type { StoredKey } from './create-key.ts';
import { parseKeyFile } from './key-file.ts';
import { assertPrivateFolder, sweepKeyFolder } from './key-folder.ts';
import { slugOf } from './label.ts';
import { readPrivateFile } from './private-file.ts';

/** Is what a folder of keys holds. */
export interface KeyList {
  /** By label, then by fingerprint. */
  readonly keys: readonly StoredKey[];
  /** Why files that look like keys cannot be used; each names its path. */
  readonly problems: readonly ClientError[];
}

/**
 * Lists the private keys of a folder; none when there is no such folder. No passphrase is needed.
 * @throws ClientError `file-access`; `key-permissions` when others may enter or write the folder
 */
export async function listKeys(folder: string): Promise<KeyList> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    return fileFailure(folder)(error);
  });
  if (names === undefined) return { keys: [], problems: [] };
  await assertPrivateFolder(folder);
  await sweepKeyFolder(folder);
  const keys: StoredKey[] = [];
  const problems: ClientError[] = [];
  for (const name of names.filter((one) => one.endsWith('.json') && !one.startsWith('.')).sort()) {
    const file = join(folder, name);
    try {
      keys.push({ ...parseKeyFile(await readPrivateFile(file), file).info, file });
    } catch (error) {
      if (!isClientError(error)) throw error;
      problems.push(error);
    }
  }
  const order = (key: StoredKey): string => `${key.label ?? ''}\n${key.fingerprint}`;
  return { keys: keys.sort((a, b) => (order(a) < order(b) ? -1 : 1)), problems };
}

const SHORTEST = 4;

/**
 * Finds a private key by its label, its fingerprint, or the beginning of that (4 digits or more).
 * @throws ClientError `key-missing`, `key-ambiguous`; what is wrong with the file, when it is that of the key
 */
export async function findKey(folder: string, selector: string): Promise<StoredKey> {
  const { keys, problems } = await listKeys(folder);
  const hex = selector.replace(/^sha256:/, '').toLowerCase();
  const isHex = /^[0-9a-f]+$/.test(hex) && hex.length >= SHORTEST;
  const byLabel = keys.filter(({ label }) => label?.normalize('NFC') === selector.normalize('NFC'));
  const byFingerprint = keys.filter(({ fingerprint }) => isHex && fingerprint.startsWith(`sha256:${hex}`));
  const found = [...new Set([...byLabel, ...byFingerprint])];
  const [key] = found;
  if (key !== undefined && found.length === 1) return key;
  if (key !== undefined) throw new ClientError('key-ambiguous', { params: { key: selector, count: found.length } });
  const problem = problems.find(({ params }) => isFileOf(String(params['path'] ?? ''), isHex ? hex : slugOf(selector)));
  throw problem ?? new ClientError('key-missing', { params: { key: selector, folder } });
}

/**
 * Finds why the file of one of these keys is refused. The name of a file tells of which key it is; one that was named
 * otherwise may be of any.
 * @param problems those of {@link listKeys}
 */
export function problemOf(problems: readonly ClientError[], fingerprints: readonly string[]): ClientError | undefined {
  return problems.find(({ params }) => {
    const digits = /^[0-9a-f]{16}(?=-|\.json$)/.exec(basename(String(params['path'] ?? '')))?.[0];
    return digits === undefined || fingerprints.some((fingerprint) => fingerprint.startsWith(`sha256:${digits}`));
  });
}

/** A key whose file is refused is not "missing": its owner needs to be told what is wrong with the file. */
function isFileOf(path: string, part: string): boolean {
  const [prefix = '', ...slug] = basename(path, '.json').split('-');
  return part !== '' && (prefix.startsWith(part.slice(0, prefix.length)) || slug.join('-') === part);
}
