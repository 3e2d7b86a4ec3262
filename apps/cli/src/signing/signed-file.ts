import { open, readFile, rename, rm } from 'node:fs/promises';

import { ClientError } from '@national-forge/client';
import { formatEnvelope, parseEnvelope, type Envelope } from '@national-forge/transparency';

import type { Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { codeOf } from '../system-code.ts';
import { UsageError } from '../usage-error.ts';

const LIMIT = 4 * 1024 * 1024;

/**
 * Reads a file of signatures: one envelope (DSSE, canonical) on each line.
 *
 * @throws ClientError `file-access`, `envelope-invalid`
 */
async function readSignedFile(path: string): Promise<readonly Envelope[]> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ClientError('file-access', { params: { path, reason: codeOf(error) }, cause: error });
  });
  const lines = content.length > LIMIT ? [] : content.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length === 0) throw new ClientError('envelope-invalid', { params: { path, reason: 'envelope-malformed' } });
  try {
    return lines.map((line) => parseEnvelope(line));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'envelope-malformed';
    throw new ClientError('envelope-invalid', { params: { path, reason }, cause });
  }
}

/** Writes envelopes into a file, whole or not at all, one on each line. Nothing in them is secret. */
export async function writeSignedFile(path: string, envelopes: readonly Envelope[]): Promise<void> {
  const fresh = `${path}.${String(process.pid)}.new`;
  try {
    const file = await open(fresh, 'w', 0o644);
    try {
      for (const envelope of envelopes) await file.write(`${Buffer.from(formatEnvelope(envelope)).toString()}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    throw new ClientError('file-access', { params: { path, reason: codeOf(error) }, cause: error });
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Reads the files that `--with` names, as the person wrote them. */
export async function readSignedFiles(io: Pick<Io, 'cwd'>, files: readonly string[]): Promise<readonly Envelope[]> {
  return (await Promise.all(files.map((file) => readSignedFile(folderPath(io, file))))).flat();
}

/**
 * Puts the signatures of several envelopes with the same payload into one.
 *
 * @param named - the files, for the error
 * @throws UsageError when the payloads differ: colleagues signed different things
 */
export function mergeSignatures(envelopes: readonly Envelope[], named: string): Envelope {
  const [first] = envelopes;
  if (first === undefined)
    throw new ClientError('envelope-invalid', { params: { path: named, reason: 'envelope-malformed' } });
  if (envelopes.some((one) => !isSamePayload(one, first))) throw new UsageError('key.filesDiffer', { files: named });
  const byKey = new Map(envelopes.flatMap(({ signatures }) => signatures.map((one) => [one.keyid, one] as const)));
  return { ...first, signatures: [...byKey.values()].sort((a, b) => (a.keyid < b.keyid ? -1 : 1)) };
}

function isSamePayload(a: Envelope, b: Envelope): boolean {
  return a.payloadType === b.payloadType && Buffer.compare(a.payload, b.payload) === 0;
}
