import { READ_LIMITS, type ReleaseFiles } from '@national-forge/admission';
import type { ReleaseRecord } from '@national-forge/api';
import { digestOf, releaseDigest, type FileEntry } from '@national-forge/archive';
import { MANIFEST_FILE, type Manifest } from '@national-forge/manifest';

import { readSingleFile, writeSingleFile } from '../cache/single-files.ts';
import type { Client } from '../client.ts';
import { ClientError } from '../client-error.ts';
import { askerOf } from '../project/graph.ts';
import { manifestOf } from '../project/index-file.ts';
import type { TrustMeans } from '../trust/open-log.ts';

/** Is a published release whose files are fetched one by one, each when it is read, and proved by their digests. */
export interface PublishedRelease {
  readonly record: ReleaseRecord;
  readonly manifest: Manifest;
  readonly files: ReleaseFiles;
}

/** Says with which means files are read: those of a registry that is asked. */
export interface FileMeans extends Omit<TrustMeans, 'client'> {
  readonly client: Client;
}

/**
 * Opens a release by its record, whose digests are trusted once the release digest is: the list of files has to make it.
 * @throws ClientError `integrity`, `manifest-missing`, `manifest-invalid`, those of the registry, the way and the disk
 */
export async function openRelease(means: FileMeans, record: ReleaseRecord): Promise<PublishedRelease> {
  const { name, version, files: listed } = record;
  const actual = releaseDigest(listed);
  if (actual !== record.releaseDigest) throw mismatch(askerOf(record), record.releaseDigest, actual);
  const entries = new Map(listed.map((entry) => [entry.path, entry]));
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    const entry = entries.get(path);
    // A registry that speaks of huge files would fill the memory of whoever compares.
    if (entry === undefined || entry.size > READ_LIMITS.fileBytes) return undefined;
    return readEntry(means, record, entry);
  };
  const bytes = await read(MANIFEST_FILE);
  if (bytes === undefined) throw new ClientError('manifest-missing', { params: { path: askerOf(record) } });
  const manifest = manifestOf({ name, version }, bytes);
  // Secrets were looked for when it was published.
  return { record, manifest, files: { files: listed, read, findSecrets: () => Promise.resolve([]) } };
}

async function readEntry(means: FileMeans, record: ReleaseRecord, entry: FileEntry): Promise<Uint8Array> {
  const cache = { folder: means.cache };
  const kept = await readSingleFile(cache, entry);
  if (kept !== undefined) return kept;
  const { name, version } = record;
  const { path, size, sha256 } = entry;
  const bytes = await means.client.file({ name, version, path }, { limit: size, signal: means.signal });
  const actual = digestOf(bytes);
  if (actual !== `sha256:${sha256}`) throw mismatch(`${askerOf(record)}/${path}`, `sha256:${sha256}`, actual);
  await writeSingleFile(cache, entry, bytes);
  return bytes;
}

const mismatch = (what: string, expected: string, actual: string): ClientError =>
  new ClientError('integrity', { params: { what, expected, actual } });
