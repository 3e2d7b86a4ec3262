import type { ArchiveErrorCode } from '../archive-error.ts';
import type { ArchiveLimits } from '../limits.ts';
import { rawEntry, rawTar } from './raw-tar.ts';

/** Describes one hostile archive of `testdata/` and the error it must end with. */
export interface Attack {
  /** The name of the file in `testdata/`, without extension. */
  readonly name: string;
  readonly code: ArchiveErrorCode;
  /** What the attacker hopes for. */
  readonly hope: string;
  /** The tar, to be gzipped; or the whole file as it is, with its extension. */
  readonly tar?: Buffer;
  readonly bytes?: Buffer;
  readonly extension?: string;
  readonly limits?: Partial<ArchiveLimits>;
}

/** Makes an attack that is a tar of entries. */
export function attack(name: string, code: ArchiveErrorCode, made: { hope: string; tar: readonly Buffer[] }): Attack {
  return { name, code, hope: made.hope, tar: rawTar(...made.tar) };
}

/** Makes an attack by the name of one file. */
export function named(name: string, code: ArchiveErrorCode, made: { hope: string; path: string | Buffer }): Attack {
  return attack(name, code, { hope: made.hope, tar: [rawEntry({ name: made.path, content: 'x' })] });
}

/** Makes an attack by the names of several files. */
export function twins(name: string, code: ArchiveErrorCode, made: { hope: string; paths: readonly string[] }): Attack {
  const tar = made.paths.map((path) => rawEntry({ name: path, type: path.endsWith('/') ? '5' : '0' }));
  return attack(name, code, { hope: made.hope, tar });
}
