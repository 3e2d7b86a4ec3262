import { readFile } from 'node:fs/promises';

import { ClientError } from '@national-forge/client';
import { describeTransparencyError, isTransparencyCode } from '@national-forge/api';
import { MAX_PROOF_BYTES, parseReleaseProof } from '@national-forge/transparency';

import { EXIT, type Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { codeOf } from '../system-code.ts';
import { UsageError } from '../usage-error.ts';

/** Is a proof file that a person named; nothing in it is verified yet. */
export interface ProofFile {
  readonly path: string;
  /** The file as the person wrote it. */
  readonly named: string;
  /** The release that it says it proves: `agency/name@version`. */
  readonly of: string;
}

/**
 * Looks at a proof file before anything is compared with it, so that a wrong file is told as that and not as a release
 * that cannot be trusted.
 *
 * @throws UsageError (6: no such file, 2: a folder, 8: no proof), ClientError `file-access`
 */
export async function readProof(io: Io, named: string): Promise<ProofFile> {
  const path = folderPath(io, named);
  const bytes = await readFile(path).catch((cause: unknown) => {
    const reason = codeOf(cause);
    if (reason === 'ENOENT' || reason === 'ENOTDIR')
      throw new UsageError(
        'verify.proofMissing',
        { file: named },
        { exit: EXIT.notFound, hint: 'verify.proofHint', cause },
      );
    if (reason === 'EISDIR')
      throw new UsageError('verify.proofFolder', { file: named }, { hint: 'verify.proofHint', cause });
    throw new ClientError('file-access', { params: { path, reason }, cause });
  });
  if (bytes.length === 0)
    throw new UsageError('verify.proofEmpty', { file: named }, { exit: EXIT.integrity, hint: 'verify.proofHint' });
  return { path, named, of: releaseIn(bytes, named, io) };
}

function releaseIn(bytes: Uint8Array, named: string, io: Io): string {
  try {
    if (bytes.length > MAX_PROOF_BYTES) throw new RangeError('too large');
    const { name, version } = parseReleaseProof(bytes).leaf;
    return `${name}@${version}`;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const locale = io.json ? 'en' : io.locale;
    const reason = isTransparencyCode(code) ? describeTransparencyError(code, {}, locale) : '–';
    throw new UsageError(
      'verify.proofNone',
      { file: named, reason },
      { exit: EXIT.integrity, hint: 'verify.proofHint', cause },
    );
  }
}
