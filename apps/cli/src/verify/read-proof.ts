import { describeTransparencyError, isTransparencyCode } from '@national-forge/api';
import { isClientError, readProofFile } from '@national-forge/client';
import { parseReleaseProof } from '@national-forge/transparency';

import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { text } from '../texts/texts.ts';
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
 * @throws UsageError (6: no such file, 2: a folder or no file at all, 8: no proof), ClientError `file-access`
 */
export async function readProof(io: Io, named: string): Promise<ProofFile> {
  const path = folderPath(io, named);
  const bytes = await readProofFile(path).catch((cause: unknown) => {
    throw tellUnread(io, named, cause);
  });
  if (bytes.length === 0)
    throw new UsageError('verify.proofEmpty', { file: named }, { exit: EXIT.integrity, hint: 'verify.proofHint' });
  return { path, named, of: releaseIn(bytes, named, io) };
}

function tellUnread(io: Io, named: string, cause: unknown): unknown {
  const reason = isClientError(cause) ? cause.params['reason'] : undefined;
  const told = { hint: 'verify.proofHint', cause } as const;
  switch (reason) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError('verify.proofMissing', { file: named }, { ...told, exit: EXIT.notFound });
    case 'EISDIR':
      return new UsageError('verify.proofFolder', { file: named }, told);
    case 'not-a-file':
    case 'too-large': {
      const exit = reason === 'too-large' ? EXIT.integrity : EXIT.usage;
      return noProof({ io, named, cause, exit }, (locale) => text(locale, `reason.${reason}`));
    }
    default:
      return cause;
  }
}

interface Unfit {
  readonly io: Io;
  readonly named: string;
  readonly cause: unknown;
  readonly exit: ExitCode;
}

function noProof({ io, named, cause, exit }: Unfit, reasonIn: (locale: Io['locale']) => string): UsageError {
  const reason = reasonIn(io.json ? 'en' : io.locale);
  return new UsageError('verify.proofNone', { file: named, reason }, { exit, hint: 'verify.proofHint', cause });
}

function releaseIn(bytes: Uint8Array, named: string, io: Io): string {
  try {
    const { name, version } = parseReleaseProof(bytes).leaf;
    return `${name}@${version}`;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw noProof({ io, named, cause, exit: EXIT.integrity }, (locale) =>
      isTransparencyCode(code) ? describeTransparencyError(code, {}, locale) : '–',
    );
  }
}
