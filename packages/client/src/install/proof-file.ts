import { readFile } from 'node:fs/promises';

import { parseReleaseProof, type NoteVerifier } from '@national-forge/transparency';

import { fileFailure } from '../files/file-failure.ts';
import { checked } from '../trust/step.ts';

/**
 * Reads a proof file.
 * @throws ClientError `file-access`
 */
export const readProofFile = (path: string): Promise<Uint8Array> => readFile(path).catch(fileFailure(path));

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
