import { open } from 'node:fs/promises';

import { ENVELOPE_LIMIT, formatEnvelope, parseEnvelope, type Envelope } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { writeAtomic } from '../files/write-atomic.ts';

/**
 * Writes what was signed to a file for the next signer: the canonical envelope and a line feed. It holds nothing secret.
 * @throws ClientError `disk-full`, `file-access`
 */
export async function writeEnvelopeFile(path: string, envelope: Envelope): Promise<void> {
  await writeAtomic(path, `${Buffer.from(formatEnvelope(envelope)).toString('utf8')}\n`);
}

/**
 * Reads a file of {@link writeEnvelopeFile}. No signature is verified: that needs the keys of the agency.
 * @throws ClientError `envelope-invalid` (`form`), `file-access`
 */
export async function readEnvelopeFile(path: string): Promise<Envelope> {
  const text = await readBounded(path);
  try {
    return parseEnvelope(text.replace(/\r?\n$/, ''));
  } catch (cause) {
    throw new ClientError('envelope-invalid', { params: { path, reason: 'form' }, cause });
  }
}

async function readBounded(path: string): Promise<string> {
  const limit = ENVELOPE_LIMIT + 2;
  const handle = await open(path, 'r').catch(fileFailure(path));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(limit + 1), 0, limit + 1, 0).catch(fileFailure(path));
    if (bytesRead > limit) throw new ClientError('envelope-invalid', { params: { path, reason: 'too-large' } });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}
