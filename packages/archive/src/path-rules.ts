import { ArchiveError } from './archive-error.ts';
import type { ArchiveErrorCode } from './archive-error.ts';
import { foldName } from './case-fold.ts';
import type { ArchiveLimits } from './limits.ts';

/** Bounds a path; the members of the archive limits that speak of paths. */
export type PathLimits = Pick<ArchiveLimits, 'pathBytes' | 'segmentBytes' | 'depth'>;

/**
 * Proves that a relative path can be stored under any folder of Linux, macOS and Windows without leaving it, and looks
 * like what it is. The same rules hold when packing and when reading.
 * @throws ArchiveError with one of the `path-…` codes and the path
 */
export function assertPath(path: string, limits: PathLimits): void {
  const code = pathFault(path, limits);
  if (code !== undefined)
    throw new ArchiveError(code, {
      path,
      params: { bytes: limits.pathBytes, segmentBytes: limits.segmentBytes, depth: limits.depth },
    });
}

function pathFault(path: string, limits: PathLimits): ArchiveErrorCode | undefined {
  if (path === '') return 'path-empty';
  if (ABSOLUTE.test(path)) return 'path-absolute';
  if (Buffer.byteLength(path) > limits.pathBytes) return 'path-too-long';
  if (path.startsWith('~')) return 'path-reserved';
  const segments = path.split('/');
  // Before the characters: `..\x` and `../` must be called what they are.
  if (path.split(/[/\\]/).includes('..')) return 'path-traversal';
  if (segments.some((segment) => segment === '' || segment === '.')) return 'path-segment';
  if (HIDDEN.test(path)) return 'path-character';
  if (path.normalize('NFC') !== path) return 'path-not-nfc';
  if (segments.length > limits.depth) return 'path-too-deep';
  return segments.map((segment) => segmentFault(segment, limits)).find((fault) => fault !== undefined);
}

function segmentFault(segment: string, limits: PathLimits): ArchiveErrorCode | undefined {
  if (Buffer.byteLength(segment) > limits.segmentBytes) return 'path-too-long';
  if (WINDOWS_CHARACTERS.test(segment) || /[. ]$/.test(segment) || isDeviceName(segment)) return 'path-windows';
  if (isVersionControl(segment)) return 'path-reserved';
  return undefined;
}

/**
 * Tells whether a file system may take the name for a version control folder: writing `.git/config` into somebody's clone
 * runs the attacker's commands at the next `git status` (CVE-2014-9390: `.GIT` and `.g\u200cit` on macOS; CVE-2019-1352:
 * `git~1`, the short name on NTFS).
 */
export function isVersionControl(segment: string): boolean {
  const folded = foldName(segment);
  return VERSION_CONTROL.has(folded) || /^\.?(GIT|HG|SVN)~\d+$/.test(folded);
}

/** Tells whether Windows opens a device for the name, with any extension ("Naming Files, Paths, and Namespaces"). */
function isDeviceName(segment: string): boolean {
  const stem = segment.split('.', 1)[0] ?? '';
  return DEVICE.test(stem.trimEnd());
}

const VERSION_CONTROL = new Set(['.GIT', '.HG', '.SVN', '.BZR', '.JJ', '_DARCS']);
const ABSOLUTE = /^(?:[/\\]|[A-Za-z]:)/;
const WINDOWS_CHARACTERS = /[<>:"|?*\\]/;
const DEVICE = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])$/i;
/**
 * Controls, separators of lines, format characters (bidi overrides make `exe.txt` of `txt.exe`), letters that show nothing,
 * private use (WSL hides `:` there), surrogates, and code points whose normal form is not settled yet; but not the two
 * joiners that Arabic script needs, nor its visible signs that Unicode counts as format characters.
 */
const HIDDEN =
  /(?![\u200c\u200d\u0600-\u0605\u06dd\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}\u115f\u1160\u3164\uffa0]/u;
