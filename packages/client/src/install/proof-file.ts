import { constants, open, type FileHandle } from 'node:fs/promises';

import { MAX_PROOF_BYTES, parseReleaseProof, type NoteVerifier } from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { checked } from '../trust/step.ts';

// Windows has no such flag.
const OPEN_FLAGS = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/**
 * Reads a proof file. A pipe or a device is refused, as it could keep its reader waiting for ever, and no more is read than a
 * proof can have.
 * @throws ClientError `file-access`, where it is no system that says so with the reason `not-a-file` or `too-large`
 */
export async function readProofFile(path: string): Promise<Uint8Array> {
  const handle = await open(path, OPEN_FLAGS).catch(fileFailure(path));
  try {
    const stats = await handle.stat().catch(fileFailure(path));
    if (stats.isDirectory()) throw unreadable(path, 'EISDIR');
    if (!stats.isFile()) throw unreadable(path, 'not-a-file');
    return await readBounded(handle, path);
  } finally {
    await handle.close();
  }
}

/** A file may grow while it is read, so its size alone bounds nothing. */
async function readBounded(handle: FileHandle, path: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of handle.createReadStream({ end: MAX_PROOF_BYTES, autoClose: false }))
      chunks.push(chunk as Buffer);
  } catch (error) {
    return fileFailure(path)(error);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > MAX_PROOF_BYTES) throw unreadable(path, 'too-large');
  return bytes;
}

const unreadable = (path: string, reason: string): ClientError =>
  new ClientError('file-access', { params: { path, reason } });

/**
 * Gives the signed note in a proof file.
 * @throws ClientError `untrusted` at `inclusion` when it is no proof
 */
export const checkpointIn = (file: Uint8Array): string =>
  checked({ what: 'proof' }, () => parseReleaseProof(file).checkpoint, 'inclusion');

/**
 * Gives the name of the log in a proof file; nothing vouches for it.
 * @throws ClientError `untrusted` at `inclusion` when it is no proof
 */
export const originOf = (file: Uint8Array): string => {
  const note = checkpointIn(file);
  return note.slice(0, note.indexOf('\n'));
};

/** Takes the signature of the log for good: only for a report that says that nobody vouches for it. */
export function believing(file: Uint8Array): NoteVerifier {
  const note = checkpointIn(file);
  const name = note.slice(0, note.indexOf('\n'));
  const line = note.split('\n').findLast((one) => one.startsWith(`\u2014 ${name} `)) ?? '';
  const id = Buffer.from(line.split(' ')[2] ?? '', 'base64').subarray(0, 4);
  return { name, id: id.length === 4 ? id.readUInt32BE() : 0, key: '', verify: () => true };
}
