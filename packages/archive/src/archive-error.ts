/**
 * What each code means, in one English clause for developers. Texts for people are made elsewhere from code, path and params.
 */
const MEANINGS = {
  'archive-format': 'neither zstd nor gzip',
  'archive-corrupt': 'the compressed data are damaged',
  'archive-truncated': 'the archive ends too early',
  'archive-trailing': 'bytes follow the end of the archive',
  'archive-window': 'the zstd window is larger than a reader must grant',
  'archive-empty': 'no file in it',
  'archive-too-large': 'the archive has too many bytes',
  'unpacked-too-large': 'the unpacked archive has too many bytes',
  'kept-too-large': 'the files to be kept in memory have too many bytes',
  'ratio-too-high': 'the archive unpacks to suspiciously many bytes',
  'too-many-entries': 'the archive has too many entries',
  'file-too-large': 'a file has too many bytes',
  'header-checksum': 'a tar header does not match its checksum',
  'header-magic': 'a tar header is neither ustar nor GNU',
  'header-number': 'a number in a tar header is not plain octal',
  'header-field': 'a tar header or its padding hides bytes',
  'entry-link': 'links are not allowed',
  'entry-type': 'only regular files and folders are allowed',
  'entry-sparse': 'sparse files are not allowed',
  'pax-invalid': 'a pax header is malformed',
  'pax-key': 'a pax header sets a key that is not allowed',
  'pax-duplicate': 'a pax header sets a key twice',
  'pax-global': 'global pax headers are not allowed',
  'path-encoding': 'a path is not UTF-8',
  'path-empty': 'a path is empty',
  'path-absolute': 'a path is absolute',
  'path-traversal': 'a path climbs with ..',
  'path-segment': 'a path has an empty or . segment',
  'path-character': 'a path holds a control, invisible or private character',
  'path-windows': 'Windows cannot store the path',
  'path-not-nfc': 'a path is not in Unicode normalisation form C',
  'path-too-long': 'a path or a segment of it has too many bytes',
  'path-too-deep': 'a path has too many segments',
  'path-reserved': 'a path would land in a version control folder or a home folder',
  'path-duplicate': 'two entries have the same path',
  'path-collision': 'two paths are one on a file system that ignores case or normalisation',
  'folder-missing': 'the folder to pack does not exist or is no folder',
  'file-changed': 'a file changed while it was packed',
  'target-exists': 'the target folder exists already',
  'entry-missing': 'the archive has no such file',
  'digest-invalid': 'not a digest or not a list of files that has one',
  'digest-mismatch': 'the content has another sha256',
} as const;

/** Names what is wrong with an archive, a folder to pack or a digest. */
export type ArchiveErrorCode = keyof typeof MEANINGS;

/** Lists every code an {@link ArchiveError} can carry, so that tables of texts can be proved complete. */
export const ARCHIVE_ERROR_CODES = Object.keys(MEANINGS) as readonly ArchiveErrorCode[];

/** Says where and by how much a rule is broken. */
export interface ArchiveErrorDetail {
  /** The path inside the archive or the packed folder; may be hostile text, so escape it before showing it. */
  readonly path?: string | undefined;
  /** Figures and names for the texts, such as `limit` in bytes or the other path of a collision. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/**
 * Carries one broken rule. Everything that is the archive's fault is an `ArchiveError`; errors of the source stream, of the
 * disk and of an aborted signal pass through as they are.
 */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;
  readonly path?: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: ArchiveErrorCode, detail: ArchiveErrorDetail = {}) {
    const path = clip(detail.path);
    const where = path === undefined ? '' : `: ${JSON.stringify(path)}`;
    super(`${code}: ${MEANINGS[code]}${where}`, detail.cause === undefined ? {} : { cause: detail.cause });
    this.code = code;
    if (path !== undefined) this.path = path;
    this.params = detail.params ?? {};
  }
}

/** Shortens a path: a hostile one may be kilobytes long. */
function clip(path: string | undefined): string | undefined {
  return path === undefined || path.length <= 300 ? path : `${path.slice(0, 300).toWellFormed()}…`;
}
